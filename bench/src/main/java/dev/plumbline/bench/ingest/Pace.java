package dev.plumbline.bench.ingest;

import java.time.Duration;

/**
 * How often requests of a row are sent. A side falls behind where receiver, broker and generator
 * together need more than the processors have, and one that fell behind does not come back: so it
 * is at most two thirds of what they carry of the side that needs more.
 */
final class Pace {
  private static final double SHARE = 0.65;

  private Pace() {}

  /**
   * Requests per second.
   *
   * @param meant what it is on a machine that is fast enough
   * @param seen both sides at a rate that both took
   * @param cores processors for receiver, broker and generator
   */
  static double of(double meant, Row.Pair seen, int cores) {
    double dearer = Math.max(cpuSeconds(seen.ours()), cpuSeconds(seen.baseline()));
    return Math.min(meant, SHARE * cores / dearer);
  }

  /** Of one request. */
  private static double cpuSeconds(Slice slice) {
    Duration all = slice.receiver().plus(slice.broker()).plus(slice.generator());
    return all.toNanos() / 1e9 / slice.seen().due();
  }
}
