package dev.plumbline.runtime.kafka;

import java.util.List;

/**
 * The broker's topics are not what the catalogue and {@code kafka.partitions} say. Starting again
 * does not help; changing the config or the topics does.
 */
public final class TopicMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> differences;

  /** An exception whose message lists the differences, one per line. */
  public TopicMismatchException(List<String> differences) {
    super("the broker's topics differ from the catalogue\n  " + String.join("\n  ", differences));
    this.differences = List.copyOf(differences);
  }

  /** Each difference: topic, key, what was found, what was expected. */
  public List<String> differences() {
    return differences;
  }
}
