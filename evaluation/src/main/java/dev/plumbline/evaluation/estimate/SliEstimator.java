package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.StratumSums;
import java.util.List;

/** A published estimate as a pure function of the sums. */
public final class SliEstimator {
  /** Rows with an outcome below which no rate is published. */
  public static final int MINIMUM = 30;

  private SliEstimator() {}

  /**
   * The estimate of a check or signal metric, or of a judged one.
   *
   * <p>Checks: rate = sum u over passes / sum u, where u is the upstream adjusted count; Wilson on
   * Kish's n = (sum u)^2 / sum u^2, which is the number of rows when all u are 1. Judged: the Hajek
   * rate sum A1 / sum (A0 + A1) with weights u / pi; Wilson on (sum w)^2 / sum w^2; not corrected
   * for the judge's own error, so {@code corrected} stays absent. Below {@link #MINIMUM} rows with
   * an outcome the state is INSUFFICIENT_DATA and no rate is given. Nothing is ever NaN, and a
   * missing value is absent, not zero.
   *
   * @param strata the sums, of one window or of many added up
   * @param judged whether the sums come from a judge
   * @param level confidence level, for example 0.95
   */
  public static Estimate estimate(List<StratumSums> strata, boolean judged, double level) {
    StratumSums sums = WindowSums.total(strata);
    Estimate.Builder estimate =
        Estimate.newBuilder()
            .setLevel(level)
            .setN(sums.getEligible())
            .setAsked(sums.getAsked())
            .setJudged(sums.getScored())
            .setMethod(judged ? "weighted" : "wilson");
    double weight = judged ? sums.getA0() + sums.getA1() : sums.getU();
    double squares = judged ? sums.getB0() + sums.getB1() : sums.getU2();
    double passed = judged ? sums.getA1() : sums.getPassedU();
    if (sums.getScored() < MINIMUM || weight <= 0 || squares <= 0) {
      return estimate
          .setState(EstimateState.INSUFFICIENT_DATA)
          .setReason((judged ? Reason.FEW_JUDGED : Reason.FEW_SCORED).word())
          .build();
    }
    double rate = Math.clamp(passed / weight, 0, 1);
    double effective = weight * weight / squares;
    Interval interval = Wilson.interval(rate, effective, level);
    return estimate
        .setRaw((double) sums.getPassed() / sums.getScored())
        .setWeighted(rate)
        .setLow(interval.low())
        .setHigh(interval.high())
        .setNEff(effective)
        .setState(EstimateState.OK)
        .build();
  }
}
