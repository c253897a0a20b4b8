package dev.plumbline.evaluation.estimate;

import java.util.Optional;

/**
 * A rate by one of the plain methods that the published one is compared with.
 *
 * @param rate in [0, 1]
 * @param interval of it
 */
public record SimpleRate(double rate, Interval interval) {
  private static final double EDGE = 1e-4;

  /**
   * From audit labels alone: their weighted mean, with {@link Wilson} on its effective number (sum
   * w v)^2 / sum w^2 v^2. Empty without labels.
   */
  public static Optional<SimpleRate> humanOnly(JudgedSums sums, double level) {
    StratumTally total = sums.total();
    double good = 0;
    double all = 0;
    double squares = 0;
    for (int f = 0; f < StratumTally.VERDICTS; f++) {
      good += total.c(1, f);
      all += total.c(0, f) + total.c(1, f);
      squares += total.e(0, f) + total.e(1, f);
    }
    if (total.labels() == 0 || all <= 0) {
      return Optional.empty();
    }
    double rate = Math.clamp(good / all, 0, 1);
    return Optional.of(new SimpleRate(rate, Wilson.interval(rate, all * all / squares, level)));
  }

  /**
   * The plain two-phase PPI++ rate with its interval on the logit scale: its variance is too small
   * where a stratum with large weights shows no failure. Empty without labels on judged rows.
   */
  public static Optional<SimpleRate> plainPpi(JudgedSums sums, double level) {
    return TwoPhase.of(sums.total())
        .map(
            estimate -> {
              double rate = Math.clamp(estimate.theta(), EDGE, 1 - EDGE);
              double logit = Math.log(rate / (1 - rate));
              double half = Cells.z(level) * estimate.se() / (rate * (1 - rate));
              return new SimpleRate(
                  Math.clamp(estimate.theta(), 0, 1),
                  new Interval(logistic(logit - half), logistic(logit + half)));
            });
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
