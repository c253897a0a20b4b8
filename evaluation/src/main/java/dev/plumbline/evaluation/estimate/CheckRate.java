package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.StratumSums;
import java.util.Optional;

/** The rate of a metric that needs no judge: a check, or a signal. */
public final class CheckRate {
  /**
   * Rows with an outcome below which no rate is published: with fewer the 95 % interval of a rate
   * near one half is wider than a third.
   */
  public static final int MINIMUM = 30;

  private CheckRate() {}

  /**
   * The rate of the process behind the traffic: sum u over passes / sum u, u the upstream adjusted
   * count, with {@link Wilson} on Kish's n = (sum u)^2 / sum u^2, which is the number of rows when
   * all u are 1. 81 of 263: 0.3080, [0.2553, 0.3662].
   *
   * <p>Below {@link #MINIMUM} rows with an outcome the state is INSUFFICIENT_DATA, and no rate is
   * given. Nothing is ever NaN, and a missing value is absent, not zero.
   *
   * @param sums of all post-strata, of one window or of many added up
   * @param level confidence level, for example 0.95
   */
  public static Estimate estimate(StratumSums sums, double level) {
    Estimate.Builder estimate =
        Estimate.newBuilder()
            .setLevel(level)
            .setN(sums.getEligible())
            .setJudged(sums.getScored())
            .setMethod("wilson");
    Optional<Hajek> rate =
        Hajek.of(sums.getU() - sums.getPassedU(), sums.getPassedU(), 0, sums.getU2());
    if (sums.getScored() < MINIMUM || rate.isEmpty()) {
      return estimate
          .setState(EstimateState.INSUFFICIENT_DATA)
          .setReason(Reason.FEW_SCORED.word())
          .build();
    }
    double effective = rate.get().effectiveN();
    Interval interval = Wilson.interval(rate.get().rate(), effective, level);
    return estimate
        .setRaw((double) sums.getPassed() / sums.getScored())
        .setWeighted(rate.get().rate())
        .setLow(interval.low())
        .setHigh(interval.high())
        .setNEff(effective)
        .setState(EstimateState.OK)
        .build();
  }
}
