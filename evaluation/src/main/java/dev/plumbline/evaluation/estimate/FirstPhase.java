package dev.plumbline.evaluation.estimate;

import java.util.List;

/**
 * Steps 3 and 8: what the judge saw of each stratum, and the variance that comes from seeing only a
 * part.
 */
final class FirstPhase {
  private static final double UNJUDGED = 0.02;

  private final List<Stratum> strata;
  private final int[] groupOf;
  private final double[] weight;
  private final double[][] share;
  private final double[][] groupShare;
  private final double n;

  /** Strata with A, B, N of the window, and the group of each. */
  FirstPhase(List<Stratum> strata, int[] groupOf, int groups) {
    this.strata = strata;
    this.groupOf = groupOf;
    this.n = strata.stream().mapToDouble(s -> s.sums().n()).sum();
    this.weight = strata.stream().mapToDouble(s -> s.sums().n() / n).toArray();
    this.share = new double[strata.size()][StratumTally.VERDICTS];
    this.groupShare = new double[groups][StratumTally.VERDICTS];
    StratumTally pooled = new StratumTally();
    strata.forEach(stratum -> pooled.add(stratum.sums()));
    for (int s = 0; s < strata.size(); s++) {
      StratumTally seen = strata.get(s).judged() ? strata.get(s).sums() : pooled;
      for (int f = 0; f < StratumTally.VERDICTS; f++) {
        share[s][f] = seen.a(f) / seen.a();
        groupShare[groupOf[s]][f] += weight[s] * share[s][f];
      }
    }
  }

  /** Whether too much of the traffic lies in strata that the judge did not see. */
  static boolean stratumUnjudged(List<Stratum> strata) {
    double n = strata.stream().mapToDouble(s -> s.sums().n()).sum();
    double unjudged = strata.stream().filter(s -> !s.judged()).mapToDouble(s -> s.sums().n()).sum();
    return Tolerance.above(unjudged, UNJUDGED * n);
  }

  /** Share of the traffic in a group with a verdict; all of them add to 1. */
  double share(int group, int f) {
    return groupShare[group][f];
  }

  /** Variance of theta from the sampling of rows for the judge, mu held fixed. */
  double variance(CellRate[][] cells) {
    double[] theta = thetas(cells);
    double overall = 0;
    for (int s = 0; s < theta.length; s++) {
      overall += weight[s] * theta[s];
    }
    double variance = 0;
    for (int s = 0; s < theta.length; s++) {
      StratumTally sums = strata.get(s).sums();
      double within = 0;
      for (int f = 0; f < StratumTally.VERDICTS && strata.get(s).judged(); f++) {
        double off = cells[groupOf[s]][f].mu() - theta[s];
        within += sums.b(f) * off * off / (sums.a() * sums.a());
      }
      double between = (theta[s] - overall) * (theta[s] - overall);
      variance += weight[s] * weight[s] * within + sums.n2() * between / (n * n);
    }
    return variance;
  }

  /**
   * Covariance of both phases, since the rows that are labelled are also rows that were judged.
   *
   * @param groups sums of each group, whose labels gave the cells
   */
  double covariance(CellRate[][] cells, List<StratumTally> groups) {
    double[] theta = thetas(cells);
    double covariance = 0;
    for (int s = 0; s < theta.length; s++) {
      if (!strata.get(s).judged()) {
        continue;
      }
      StratumTally sums = strata.get(s).sums();
      int g = groupOf[s];
      for (int f = 0; f < StratumTally.VERDICTS; f++) {
        double c = groups.get(g).c(0, f) + groups.get(g).c(1, f);
        double mu = cells[g][f].mu();
        for (int y = 0; y < 2 && c > 0; y++) {
          covariance +=
              groupShare[g][f]
                  / c
                  * (weight[s] / sums.a())
                  * sums.d(y, f)
                  * (mu - theta[s])
                  * (y - mu);
        }
      }
    }
    return covariance;
  }

  private double[] thetas(CellRate[][] cells) {
    double[] theta = new double[strata.size()];
    for (int s = 0; s < theta.length; s++) {
      for (int f = 0; f < StratumTally.VERDICTS; f++) {
        theta[s] += share[s][f] * cells[groupOf[s]][f].mu();
      }
    }
    return theta;
  }
}
