package dev.plumbline.evaluation;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;

/**
 * How slow this machine is just now, so that a limit in milliseconds means the same on each: a core
 * that is shared, or old, does half in a second of its own CPU time. A slowness of 1 is that of a
 * core that sorts 20,000 random texts in 4 ms.
 */
public final class Slowness {
  private static final double SORTED_NANOS = 4e6;
  private static final int RUNS = 40;
  private static final String[] TEXTS =
      new Random(1).longs(20_000).mapToObj(Long::toHexString).toArray(String[]::new);

  private Slowness() {}

  /**
   * The limit on this machine of what takes at most so many nanoseconds on such a core. How slow
   * the machine is takes longer to tell, so it is only asked where the time was more.
   */
  public static long limitFor(long taken, long most) {
    return taken < most ? most : (long) (most * now());
  }

  /** How many times as long as there everything takes; at least 1. */
  private static double now() {
    long best = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      String[] texts = TEXTS.clone();
      long before = cpu();
      Arrays.sort(texts);
      best = Math.min(best, cpu() - before);
    }
    return Math.max(1, best / SORTED_NANOS);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
