package dev.plumbline.ingest.otlp;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How many items of one request can never be accepted, by reason. */
public final class Rejections {
  private final Map<RejectReason, Integer> counts = new EnumMap<>(RejectReason.class);

  /** Counts one more. */
  void add(RejectReason reason) {
    counts.merge(reason, 1, Integer::sum);
  }

  /** The sum over all reasons. */
  public int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The reasons that occurred. */
  public Map<RejectReason, Integer> byReason() {
    return counts;
  }

  /** For example {@code "3 rejected: span id is zero or not 8 bytes"}. */
  public String describe() {
    return counts.entrySet().stream()
        .map(entry -> entry.getValue() + " rejected: " + entry.getKey().text())
        .collect(Collectors.joining("; "));
  }
}
