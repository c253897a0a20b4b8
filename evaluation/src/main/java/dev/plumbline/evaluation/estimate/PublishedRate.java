package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.StratumSums;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The estimate that stands beside sums wherever they are shown: a pure function of them. Checks and
 * signals by {@link CheckRate}, judged metrics by {@link CellsEstimator}.
 */
public final class PublishedRate {
  /** Confidence level of every published interval. */
  public static final double LEVEL = 0.95;

  /** A day: windows borrow labels of these hours, the last of them their own. */
  public static final int POOL_HOURS = 24;

  private PublishedRate() {}

  /**
   * Of a time of any length.
   *
   * @param sums its windows
   * @param labelsDue whether it is so old that its audit labels should have come
   * @param objective the least wanted rate, where there is one: BREACH is a rate whose interval
   *     lies below it
   */
  public static Estimate of(RangeSums sums, boolean labelsDue, OptionalDouble objective) {
    return of(sums, sums, labelsDue, objective);
  }

  /**
   * The same of a window under an hour.
   *
   * @param around the hour around it, by which the sessions are judged
   */
  public static Estimate of(
      RangeSums sums, RangeSums around, boolean labelsDue, OptionalDouble objective) {
    Estimate.Builder estimate =
        sums.judged()
            ? CellsEstimator.estimate(
                new CellsEstimator.Question(
                    sums.hours(), CellsEstimator.sum(around.hours()), labelsDue, LEVEL))
                .message()
                .toBuilder()
            : CheckRate.estimate(sums.total(), LEVEL).toBuilder();
    coverage(sums.total()).ifPresent(estimate::setCoverage);
    objective.ifPresent(
        wanted -> {
          estimate.setObjective(wanted);
          if (estimate.getState() == EstimateState.OK && estimate.getHigh() < wanted) {
            estimate.setState(EstimateState.BREACH);
          }
        });
    return estimate.build();
  }

  /**
   * The second number of a judged window: its rate with the labels of a longer one ({@link
   * PooledEstimator}), or why there is none. It has no objective and no breach.
   *
   * @param rest windows of the {@link #POOL_HOURS} hours that end with the window's last one, of
   *     the same judge and set of checks, without the window itself
   * @param labelsDue whether the window is so old that its audit labels should have come
   * @return absent where nothing could be borrowed: no judge, or no labels elsewhere
   */
  public static Optional<Estimate> pooled(RangeSums sums, RangeSums rest, boolean labelsDue) {
    if (!sums.judged() || !rest.labelled()) {
      return Optional.empty();
    }
    return Optional.of(
        PooledEstimator.estimate(
                new PooledEstimator.Question(
                    sums.hours(), sums.plus(rest).hours(), rest.hours(), labelsDue, LEVEL))
            .message());
  }

  /** The rate that an interval is around; absent where there is too little data. */
  public static OptionalDouble value(Estimate estimate) {
    if (!estimate.hasLow()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        estimate.hasCorrected() ? estimate.getCorrected() : estimate.getWeighted());
  }

  /** Rows with a terminal outcome in the ledger, of all that the metric asks about. */
  private static OptionalDouble coverage(StratumSums sums) {
    long rows = sums.getEligible() + sums.getNotScorable() + sums.getErrors();
    return rows == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) (rows - sums.getPending()) / rows);
  }
}
