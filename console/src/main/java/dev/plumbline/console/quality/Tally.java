package dev.plumbline.console.quality;

import dev.plumbline.console.data.Window;
import dev.plumbline.evaluation.estimate.PublishedRate;
import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.Maturity;
import dev.plumbline.v1.StratumSums;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Windows of one instrument added up, with how far they are settled. */
final class Tally {
  private static final long LABELS_DUE_MILLIS = Duration.ofDays(7).toMillis();
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  private final RangeSums sums = new RangeSums();
  private final RangeSums lent = new RangeSums();
  private long settled;
  private long lastMillis;
  private long objectiveMillis = Long.MIN_VALUE;
  private OptionalDouble objective = OptionalDouble.empty();

  /** Adds a window. */
  Tally add(Window window) {
    sums.add(window.held());
    if (window.held().getMaturity() == Maturity.SETTLED) {
      settled += window.sums().getEligible();
    }
    lastMillis = Math.max(lastMillis, window.startMillis() + window.held().getWindowMillis());
    // The objective may be another one by now: that of the newest window holds.
    if (window.startMillis() >= objectiveMillis) {
      objectiveMillis = window.startMillis();
      Estimate published = window.held().getEstimate();
      objective =
          published.hasObjective()
              ? OptionalDouble.of(published.getObjective())
              : OptionalDouble.empty();
    }
    return this;
  }

  /**
   * A window of the same instrument that is not among those added: its labels can be borrowed when
   * it lies in the hours before the end.
   */
  void lend(Window window) {
    if (window.startMillis() >= lendersFrom() && window.startMillis() < lendersBefore()) {
      lent.add(window.held());
    }
  }

  /** The same of windows that start between {@link #lendersFrom} and {@link #lendersBefore}. */
  void lend(RangeSums windows) {
    lent.add(windows);
  }

  /** Start of the first hour whose labels can be borrowed. */
  long lendersFrom() {
    return lendersBefore() - PublishedRate.POOL_HOURS * HOUR_MILLIS;
  }

  /** End of the last one, which the end lies in. */
  long lendersBefore() {
    return RangeSums.hourOf(lastMillis - 1) + HOUR_MILLIS;
  }

  RangeSums sums() {
    return sums;
  }

  StratumSums total() {
    return sums.total();
  }

  /** Share of the rows that stand in settled windows; 0 when there are none. */
  double settled() {
    long rows = total().getEligible();
    return rows == 0 ? 0 : (double) settled / rows;
  }

  /**
   * The published estimate of the sums.
   *
   * @param newest start of the newest window there is: audit labels of windows a week before it
   *     should have come
   */
  Estimate estimate(long newest) {
    return PublishedRate.of(sums, labelsDue(newest), objective);
  }

  /** The rate with borrowed labels; absent where nothing was lent. */
  Optional<Estimate> pooled(long newest) {
    return PublishedRate.pooled(sums, lent, labelsDue(newest));
  }

  private boolean labelsDue(long newest) {
    return lastMillis > 0 && lastMillis + LABELS_DUE_MILLIS <= newest;
  }
}
