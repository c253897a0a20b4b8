package dev.plumbline.evaluation.estimate;

import java.util.function.DoubleFunction;

/** The p-value of a comparison that is watched: the smallest error at which it excludes 0. */
final class AnytimeP {
  private static final int STEPS = 30;

  /** Of errors below this nobody asks. */
  private static final double LEAST = 1e-12;

  private AnytimeP() {}

  /**
   * By bisection of the error on a logarithmic scale.
   *
   * @param byLevel interval of the difference at a level, wider the higher the level
   * @param level at which the interval is known to exclude 0; otherwise the p-value is 1
   */
  static double of(DoubleFunction<Interval> byLevel, double level) {
    double high = 1 - level;
    if (!excludesZero(byLevel.apply(level))) {
      return 1;
    }
    double low = LEAST;
    for (int i = 0; i < STEPS; i++) {
      double middle = Math.sqrt(low * high);
      if (excludesZero(byLevel.apply(1 - middle))) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean excludesZero(Interval interval) {
    return interval.low() > 0 || interval.high() < 0;
  }
}
