package dev.plumbline.evaluation.estimate;

import java.util.Optional;

/**
 * The two-phase difference estimator (PPI++, Angelopoulos et al. 2023, arXiv 2311.01453; equal to
 * DSL): theta = lambda mu_f + mu_r with mu_f = sum w f / sum w over scored rows and mu_r = sum w v
 * (y - lambda f) / sum w v over labelled ones. Kept beside the published rate for comparison, and
 * because the design effect of sessions is measured on it.
 *
 * <p>Worked value: w = 1, 1, 1, 1, 5, 5, 5, 5, 5, 5, f = 0, 1, 0, 1, 1, 1, 1, 0, 1, 1, labels 0, 0,
 * 1, 1, 1, 1, 1 with v = 2 on rows 1, 2, 4, 5, 7, 8, 10: with lambda = 0.5 theta = 0.9405371 and
 * standard error 0.1080719.
 *
 * @param lambda how much of the verdict is used, in [0, 1]
 * @param muF weighted rate of the verdicts
 * @param muR weighted mean of what verdicts leave unexplained
 * @param unit sum of squared contributions, every row on its own; 0 when all of them vanish
 * @param coefficients of a session's six sums in its contribution
 * @param sumW sum of w over scored rows
 */
record TwoPhase(
    double lambda, double muF, double muR, double unit, double[] coefficients, double sumW) {
  /** Labels below which verdicts are not used. */
  private static final long LABELS_FOR_LAMBDA = 30;

  /** Sums that differ by less than this share are equal. */
  private static final double ROUNDING = 1e-12;

  /** With the lambda that makes the variance smallest; empty without labels on scored rows. */
  static Optional<TwoPhase> of(StratumTally total) {
    return of(total, tuned(total));
  }

  /** With a given lambda. */
  static Optional<TwoPhase> of(StratumTally total, double lambda) {
    double sumW = total.a(0) + total.a(1);
    double sumC = total.c(0, 0) + total.c(0, 1) + total.c(1, 0) + total.c(1, 1);
    if (labels(total) == 0 || sumW <= 0 || sumC <= 0) {
      return Optional.empty();
    }
    double muF = total.a(1) / sumW;
    double muR = 0;
    for (int y = 0; y < 2; y++) {
      for (int f = 0; f < 2; f++) {
        muR += total.c(y, f) * (y - lambda * f) / sumC;
      }
    }
    double[] coefficients = new double[SessionTally.SUMS];
    double unit = 0;
    double squares = total.b(0) + total.b(1);
    for (int f = 0; f < 2; f++) {
      coefficients[f] = lambda * (f - muF);
      unit += total.b(f) * coefficients[f] * coefficients[f];
    }
    for (int y = 0; y < 2; y++) {
      for (int f = 0; f < 2; f++) {
        double residual = y - lambda * f - muR;
        coefficients[2 + 2 * y + f] = residual;
        squares += total.e(y, f);
        unit +=
            total.e(y, f) * residual * residual + 2 * total.d(y, f) * coefficients[f] * residual;
      }
    }
    double above = unit <= ROUNDING * squares ? 0 : unit;
    return Optional.of(new TwoPhase(lambda, muF, muR, above, coefficients, sumW));
  }

  /** The estimate. */
  double theta() {
    return lambda * muF + muR;
  }

  /** Its standard error. */
  double se() {
    return Math.sqrt(unit) / sumW;
  }

  static long labels(StratumTally total) {
    return total.labels(0) + total.labels(1);
  }

  /** The slope of labels on verdicts with weights E - D, in [0, 1]. */
  private static double tuned(StratumTally total) {
    double[] weight = new double[4];
    double e = 0;
    for (int y = 0; y < 2; y++) {
      for (int f = 0; f < 2; f++) {
        weight[2 * y + f] = total.e(y, f) - total.d(y, f);
        e += total.e(y, f);
      }
    }
    double failed = weight[0] + weight[2];
    double passed = weight[1] + weight[3];
    boolean constant =
        total.a(0) <= 0 || total.a(1) <= 0 || failed <= ROUNDING * e || passed <= ROUNDING * e;
    if (constant || labels(total) < LABELS_FOR_LAMBDA) {
      return 0;
    }
    return Math.clamp(weight[3] / passed - weight[2] / failed, 0, 1);
  }
}
