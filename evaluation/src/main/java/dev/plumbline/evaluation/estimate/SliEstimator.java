package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.StratumSums;
import java.util.List;
import java.util.Optional;

/** A published estimate as a pure function of the sums. */
public final class SliEstimator {
  /**
   * Rows with an outcome below which no rate is published: with fewer the 95 % interval of a rate
   * near one half is wider than a third.
   */
  public static final int MINIMUM = 30;

  private SliEstimator() {}

  /**
   * The estimate of a check or signal metric, or of a judged one.
   *
   * <p>Checks and signals: rate = sum u over passes / sum u, u the upstream adjusted count; {@link
   * Wilson} on Kish's n = (sum u)^2 / sum u^2, which is the number of rows when all u are 1.
   * Judged: the {@link Hajek} rate with weights u / pi and Wilson on its effective n; it is not
   * corrected for the judge's own error nor for answers that it did not give, so {@code corrected}
   * stays absent.
   *
   * <p>Below {@link #MINIMUM} rows with an outcome the state is INSUFFICIENT_DATA with a {@link
   * Reason}, and no rate is given. Nothing is ever NaN, and a missing value is absent, not zero.
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
    Optional<Hajek> weighted = judged ? judged(sums) : checked(sums);
    if (sums.getScored() < MINIMUM || weighted.isEmpty()) {
      Reason reason = judged ? Reason.FEW_JUDGED : Reason.FEW_SCORED;
      return estimate.setState(EstimateState.INSUFFICIENT_DATA).setReason(reason.word()).build();
    }
    double rate = weighted.get().rate();
    double effective = weighted.get().effectiveN();
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

  private static Optional<Hajek> judged(StratumSums sums) {
    return Hajek.of(sums.getA0(), sums.getA1(), sums.getB0(), sums.getB1());
  }

  /** A check looks at every row: the weight is the upstream count alone. */
  private static Optional<Hajek> checked(StratumSums sums) {
    return Hajek.of(sums.getU() - sums.getPassedU(), sums.getPassedU(), 0, sums.getU2());
  }
}
