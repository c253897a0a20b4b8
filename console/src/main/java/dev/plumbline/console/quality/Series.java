package dev.plumbline.console.quality;

import java.util.List;

/**
 * One metric of one served model over time.
 *
 * @param bucketMillis width of a bucket; follows the data
 * @param versions earliest first
 * @param changes from when on another check, rubric, judge, set of checks or sampling policy had
 *     most answers; totals are of the last instrument alone
 * @param offline what offline suites say beside the same traffic online
 */
public record Series(
    String metric,
    MetricKind kind,
    String model,
    long bucketMillis,
    List<Version> versions,
    List<Marker> changes,
    List<Offline> offline) {

  /**
   * One prompt version.
   *
   * @param firstMillis start of its first window: the marker in the chart
   * @param total the rate over all that its last instrument measured
   */
  public record Version(String promptVersion, long firstMillis, Rate total, List<Point> points) {}

  /** Something changed, in words. */
  public record Marker(long millis, String what) {}

  /**
   * One bucket.
   *
   * @param instrument what measured it; no line runs from one to another
   */
  public record Point(long startMillis, String instrument, Rate rate) {}

  /**
   * An offline result with the online rate of the same slice.
   *
   * @param where the slice that the suite covers, in words; empty when it is all of the model
   */
  public record Offline(
      String promptVersion,
      String suite,
      String where,
      long n,
      double rate,
      double low,
      double high,
      long runMillis,
      Rate online) {}
}
