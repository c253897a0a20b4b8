package dev.plumbline.evaluation.check;

import java.util.List;

/** A checks file that cannot be used, with every problem found in it. */
public final class CheckConfigException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** An exception whose message lists the problems, one per line. */
  public CheckConfigException(List<String> problems) {
    super(String.join("\n  ", problems));
  }
}
