package dev.plumbline.evaluation.estimate;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** Quantiles of the beta distribution. */
final class BetaQuantile {
  private static final int STEPS = 3;

  private BetaQuantile() {}

  /**
   * The quantile, to about 1e-14: the library's solver stops at 1e-9, so that sums in another order
   * would give another ninth digit; Newton's method finishes it.
   */
  static double of(double p, double a, double b) {
    BetaDistribution beta = BetaDistribution.of(a, b);
    double x = beta.inverseCumulativeProbability(p);
    for (int i = 0; i < STEPS; i++) {
      double density = beta.density(x);
      double next = x - (beta.cumulativeProbability(x) - p) / density;
      if (!(next > 0 && next < 1)) {
        return x;
      }
      x = next;
    }
    return x;
  }
}
