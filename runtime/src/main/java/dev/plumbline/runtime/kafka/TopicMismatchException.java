package dev.plumbline.runtime.kafka;

import java.util.List;

/** The broker's topics are not what the catalogue says, with every difference. */
public final class TopicMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An exception whose message lists the differences, one per line. */
  public TopicMismatchException(List<String> differences) {
    super("the broker's topics differ from the catalogue\n  " + String.join("\n  ", differences));
  }
}
