package dev.plumbline.evaluation.estimate;

/**
 * Steps 4 and 7: the share of good answers among those of one group and verdict, from its labels.
 *
 * @param n labels
 * @param k labels of equal weight that would tell as much, with half a label of prior
 * @param mu the share, drawn towards the verdict's share everywhere by half a label
 * @param low Jeffreys limit of mu with k divided by the design effect; 0 without a good label
 * @param high the upper one; 1 without a bad label
 */
record CellRate(long n, double k, double mu, double low, double high) {
  private static final double PRIOR = 0.5;

  /**
   * The share and its limits.
   *
   * @param group sums of the group
   * @param f the verdict
   * @param q share of good answers for the verdict over all strata
   */
  static CellRate of(StratumTally group, int f, double q, double d, double level) {
    long n = group.labels(f);
    double c1 = group.c(1, f);
    double c = c1 + group.c(0, f);
    double rate = n == 0 ? 0 : c1 / c;
    double labels = n == 0 ? 0 : effective(group, f);
    double k = labels + PRIOR;
    double mu = (labels * rate + PRIOR * q) / k;
    double a = mu * k / d;
    double b = k / d - a;
    double alpha = 1 - level;
    double low = group.labels(1, f) == 0 ? 0 : BetaQuantile.of(alpha / 2, a + 0.5, b + 0.5);
    double high = group.labels(0, f) == 0 ? 1 : BetaQuantile.of(1 - alpha / 2, a + 0.5, b + 0.5);
    return new CellRate(n, k, mu, Math.min(low, mu), Math.max(high, mu));
  }

  /** Labels of equal weight with the same variance; one more of mean weight on each side first. */
  private static double effective(StratumTally group, int f) {
    double c = group.c(0, f) + group.c(1, f);
    double e = group.e(0, f) + group.e(1, f);
    double meanC = c / group.labels(f);
    double meanE = e / group.labels(f);
    double sum = c + 2 * meanC;
    double m = (group.c(1, f) + meanC) / sum;
    double variance =
        ((group.e(1, f) + meanE) * (1 - m) * (1 - m) + (group.e(0, f) + meanE) * m * m)
            / (sum * sum);
    return Math.max(0.5, m * (1 - m) / variance - 2);
  }
}
