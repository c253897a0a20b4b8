package dev.plumbline.evaluation.estimate;

import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The score interval of a proportion (E. B. Wilson, 1927). For 81 of 263 at 95 % it is [0.2553,
 * 0.3662] (Newcombe 1998, table I).
 */
public final class Wilson {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Wilson() {}

  /**
   * The interval.
   *
   * @param rate observed proportion in [0, 1]
   * @param n number of observations, or the effective number when they are weighted; above 0
   * @param level for example 0.95
   */
  public static Interval interval(double rate, double n, double level) {
    double z = NORMAL.inverseCumulativeProbability(1 - (1 - level) / 2);
    double z2 = z * z;
    double centre = rate + z2 / (2 * n);
    double half = z * Math.sqrt(rate * (1 - rate) / n + z2 / (4 * n * n));
    double scale = 1 + z2 / n;
    // The limit of 0 is 0 and that of 1 is 1: rounding must not end beside them.
    return new Interval(
        rate <= 0 ? 0 : Math.max(0, (centre - half) / scale),
        rate >= 1 ? 1 : Math.min(1, (centre + half) / scale));
  }
}
