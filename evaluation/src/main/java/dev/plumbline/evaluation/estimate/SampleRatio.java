package dev.plumbline.evaluation.estimate;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether traffic was split as intended: a mismatch means that the versions do not see the same
 * traffic, and forbids a verdict. 50,912 against 49,088 where half and half was meant: chi-square
 * 33.26976, p 8.0e-9.
 *
 * @param chiSquare with one degree of freedom
 * @param p probability of a split at least as far off by chance
 */
public record SampleRatio(double chiSquare, double p) {
  private static final double MISMATCH = 0.001;

  /** The check; {@code share} in (0, 1) is what a was meant to get. */
  public static SampleRatio of(long a, long b, double share) {
    double n = (double) a + b;
    double expectedA = n * share;
    double expectedB = n - expectedA;
    double chiSquare =
        n == 0
            ? 0
            : (a - expectedA) * (a - expectedA) / expectedA
                + (b - expectedB) * (b - expectedB) / expectedB;
    return new SampleRatio(chiSquare, ChiSquaredDistribution.of(1).survivalProbability(chiSquare));
  }

  /** Whether the split is off by more than chance explains. */
  public boolean mismatch() {
    return p < MISMATCH;
  }
}
