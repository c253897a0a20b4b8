package dev.plumbline.evaluation.estimate;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Steps 2 to 9: the corrected rate and its interval from strata that hold enough.
 *
 * @param grouping of strata
 * @param q share of good answers by verdict, over all strata
 * @param rates by group and verdict
 * @param shares of the traffic by group and verdict
 * @param v1 first-phase variance
 * @param cv covariance of both phases
 * @param v1Final d max(v1 + 2 cv, v1 / 4)
 * @param theta the corrected rate
 * @param interval of it
 */
record Cells(
    Grouping grouping,
    double[] q,
    CellRate[][] rates,
    double[][] shares,
    double v1,
    double cv,
    double v1Final,
    double theta,
    Interval interval) {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /**
   * The estimate.
   *
   * @param window strata of the window that is asked for: N, A, B, D
   * @param labelled the same strata with the labels to be used: C, E, n, and the weights that group
   *     them; the window itself unless labels are pooled
   * @param d design effect of sessions, at least 1
   */
  static Cells of(List<Stratum> window, List<Stratum> labelled, double d, double level) {
    Grouping grouping = Grouping.of(labelled);
    List<StratumTally> groups = grouping.sums(labelled);
    double[] q = shareByVerdict(groups);
    FirstPhase first = new FirstPhase(window, grouping.of(window.size()), groups.size());
    CellRate[][] rates = new CellRate[groups.size()][StratumTally.VERDICTS];
    double[][] shares = new double[groups.size()][StratumTally.VERDICTS];
    double theta = 0;
    double below = 0;
    double above = 0;
    for (int g = 0; g < groups.size(); g++) {
      for (int f = 0; f < StratumTally.VERDICTS; f++) {
        CellRate rate = CellRate.of(groups.get(g), f, q[f], d, level);
        double share = first.share(g, f);
        rates[g][f] = rate;
        shares[g][f] = share;
        theta += share * rate.mu();
        below += share * share * (rate.mu() - rate.low()) * (rate.mu() - rate.low());
        above += share * share * (rate.high() - rate.mu()) * (rate.high() - rate.mu());
      }
    }
    double v1 = first.variance(rates);
    double cv = first.covariance(rates, groups);
    double v1Final = d * Math.max(v1 + 2 * cv, v1 / 4);
    double z = z(level);
    Interval interval =
        new Interval(
            Math.max(0, theta - Math.sqrt(below + z * z * v1Final)),
            Math.min(1, theta + Math.sqrt(above + z * z * v1Final)));
    return new Cells(
        grouping, q, rates, shares, v1, cv, v1Final, Math.clamp(theta, 0, 1), interval);
  }

  /** The normal quantile of a two-sided level. */
  static double z(double level) {
    return NORMAL.inverseCumulativeProbability(1 - (1 - level) / 2);
  }

  private static double[] shareByVerdict(List<StratumTally> groups) {
    StratumTally all = new StratumTally();
    groups.forEach(all::add);
    double[] q = new double[StratumTally.VERDICTS];
    for (int f = 0; f < StratumTally.VERDICTS; f++) {
      long n = all.labels(f);
      double c = all.c(0, f) + all.c(1, f);
      q[f] = n == 0 ? 0.5 : (n * (all.c(1, f) / c) + 0.5) / (n + 1);
    }
    return q;
  }
}
