package dev.plumbline.evaluation;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/**
 * What something costs against a limit in milliseconds that means the same on each machine: a core
 * that is shared, or old, does half in a second of its own CPU time. A slowness of 1 is that of a
 * core that sorts 20,000 random texts in 4 ms; it is looked at between the runs, since it changes.
 */
public final class Slowness {
  private static final double SORTED_NANOS = 4e6;
  private static final int RUNS = 60;

  /** Other work on the core's caches slows some things down more than it does sorting. */
  private static final double TOLERANCE = 1.5;

  private static final String[] TEXTS =
      new Random(1).longs(20_000).mapToObj(Long::toHexString).toArray(String[]::new);

  static {
    for (int run = 0; run < RUNS; run++) {
      sort();
    }
  }

  private Slowness() {}

  /**
   * CPU time of the best run, and its limit here.
   *
   * @param taken of what was run, in nanoseconds
   * @param limit in nanoseconds, as slow as the machine was meanwhile
   */
  public record Cost(long taken, long limit) {}

  /** Runs something until it takes at most so many nanoseconds on such a core, 60 times at most. */
  public static Cost of(Runnable work, long mostNanos) {
    long taken = Long.MAX_VALUE;
    long sorted = Long.MAX_VALUE;
    long limit = mostNanos;
    for (int run = 0; run < RUNS && taken > limit; run++) {
      taken = Math.min(taken, cpu(work));
      if (taken > mostNanos) {
        sorted = Math.min(sorted, cpu(Slowness::sort));
        limit = (long) (mostNanos * Math.max(1, TOLERANCE * sorted / SORTED_NANOS));
      }
    }
    return new Cost(taken, limit);
  }

  private static void sort() {
    Arrays.sort(TEXTS.clone());
  }

  private static long cpu(Runnable work) {
    long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    work.run();
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
  }
}
