package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.StratumSums;
import java.util.List;

/** A published estimate as a pure function of the sums. */
public final class SliEstimator {
  private SliEstimator() {}

  /**
   * The estimate of a check metric (Wilson) or, when a judge is named, of a judged one (weighted,
   * marked uncorrected).
   *
   * @param strata the sums, of one window or of many added up
   * @param judged whether the sums come from a judge
   * @param level confidence level, for example 0.95
   */
  public static Estimate estimate(List<StratumSums> strata, boolean judged, double level) {
    throw new UnsupportedOperationException(strata.toString() + judged + level);
  }
}
