package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.List;
import java.util.TreeMap;

/**
 * Windows of one slice, metric and instrument added up over any time, hour by hour. Rates of a time
 * come from these sums, never from the rates of its windows.
 */
public final class RangeSums {
  private static final long HOUR_MILLIS = 3_600_000;

  private final TreeMap<Long, JudgedSums> hours = new TreeMap<>();
  private StratumSums total = StratumSums.getDefaultInstance();
  private boolean judged;

  /** The sums of some windows. */
  public static RangeSums of(Iterable<SliWindow> windows) {
    RangeSums sums = new RangeSums();
    windows.forEach(sums::add);
    return sums;
  }

  /** Whether the sums of a window come from a judge. */
  public static boolean judged(SliWindow window) {
    return !window.getJudgeId().isEmpty();
  }

  /** The start of the hour that a time lies in, Unix milliseconds. */
  public static long hourOf(long millis) {
    return Math.floorDiv(millis, HOUR_MILLIS) * HOUR_MILLIS;
  }

  /** Adds a window of an hour or less. */
  public void add(SliWindow window) {
    for (StratumSums stratum : window.getStrataList()) {
      total = WindowSums.add(total, stratum.toBuilder().clearPostStratum().build());
    }
    if (judged(window)) {
      judged = true;
      hours
          .computeIfAbsent(hourOf(window.getWindowStartUnixMillis()), hour -> new JudgedSums())
          .add(window);
    }
  }

  /** Both added up, hour by hour. */
  public RangeSums plus(RangeSums other) {
    RangeSums sum = new RangeSums();
    sum.add(this);
    sum.add(other);
    return sum;
  }

  /** Adds other sums, hour by hour. */
  public void add(RangeSums other) {
    total = WindowSums.add(total, other.total);
    judged |= other.judged;
    other.hours.forEach(
        (hour, sums) -> hours.computeIfAbsent(hour, at -> new JudgedSums()).add(sums));
  }

  /** All post-strata and hours in one; its post-stratum is 0. */
  public StratumSums total() {
    return total;
  }

  /** Whether people labelled any of the rows. */
  public boolean labelled() {
    return total.getLabelsCount() > 0;
  }

  /** Whether a judge is behind them. */
  public boolean judged() {
    return judged;
  }

  /** Of judged windows, the sums of each hour that there are any of. */
  public List<JudgedSums> hours() {
    return List.copyOf(hours.values());
  }
}
