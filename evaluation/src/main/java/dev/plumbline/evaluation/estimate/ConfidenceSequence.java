package dev.plumbline.evaluation.estimate;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * An interval of a proportion that holds at every look: p belongs to it while B(1 + S, 1 + F) /
 * (p^S (1 - p)^F) &lt; 1 / alpha, S passes and F failures so far (Robbins' beta-binomial mixture
 * with a uniform prior; Robbins 1970). For 80 of 100 at 95 % it is [0.651792, 0.907231].
 */
public final class ConfidenceSequence {
  private static final int STEPS = 60;

  private ConfidenceSequence() {}

  /**
   * The interval after {@code passes} of {@code n}; [0, 1] for n = 0.
   *
   * @param level for example 0.95
   */
  public static Interval interval(long passes, long n, double level) {
    if (n == 0) {
      return new Interval(0, 1);
    }
    double mode = (double) passes / n;
    return new Interval(
        passes == 0 ? 0 : edge(passes, n, level, 0, mode),
        passes == n ? 1 : edge(passes, n, level, 1, mode));
  }

  /** Bisection between a point outside and one inside. */
  private static double edge(long passes, long n, double level, double outside, double inside) {
    double out = outside;
    double in = inside;
    for (int i = 0; i < STEPS; i++) {
      double middle = (out + in) / 2;
      if (contains(passes, n, level, middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return (out + in) / 2;
  }

  private static boolean contains(long passes, long n, double level, double p) {
    long failures = n - passes;
    double log =
        LogBeta.value(1.0 + passes, 1.0 + failures)
            - passes * Math.log(p)
            - failures * Math.log1p(-p);
    return log < -Math.log(1 - level);
  }
}
