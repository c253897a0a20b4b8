package dev.plumbline.evaluation.sampling;

import java.util.List;

/** A sampling policy that cannot be used, with every problem found in it. */
public final class PolicyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** An exception whose message lists the problems, one per line. */
  public PolicyException(List<String> problems) {
    super(String.join("\n  ", problems));
  }
}
