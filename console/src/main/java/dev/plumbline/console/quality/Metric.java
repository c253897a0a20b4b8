package dev.plumbline.console.quality;

/** One column: a metric and where it comes from. */
public record Metric(String id, MetricKind kind) implements Comparable<Metric> {
  /** Checks, then judged, then signals; by name within. */
  @Override
  public int compareTo(Metric other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : id.compareTo(other.id);
  }
}
