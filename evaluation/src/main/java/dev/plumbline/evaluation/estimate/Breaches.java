package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Which of many rates are below their objectives when all of them are looked at together: of 1,000
 * slices that keep their objective, 25 have a 95 % interval that lies below it.
 */
public final class Breaches {
  /** Share of false ones among those that are told, at most. */
  public static final double Q = 0.1;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Breaches() {}

  /**
   * Of each estimate whether it is a breach by itself and stands among all by Benjamini and
   * Hochberg.
   */
  public static List<Boolean> among(List<Estimate> estimates) {
    return FalseDiscovery.benjaminiHochberg(estimates.stream().map(Breaches::p).toList(), Q);
  }

  /**
   * How likely a rate this low or lower is when the process is just at its objective, from the
   * distance to the upper limit of the interval; 1 when the estimate is no breach by itself.
   */
  static double p(Estimate estimate) {
    if (estimate.getState() != EstimateState.BREACH) {
      return 1;
    }
    double rate = PublishedRate.value(estimate).orElseThrow();
    double se = (estimate.getHigh() - rate) / Cells.z(estimate.getLevel());
    return NORMAL.cumulativeProbability((rate - estimate.getObjective()) / se);
  }
}
