package dev.plumbline.bench.load;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** Counts the ends of the requests of one slice, from any thread. */
final class Tally {
  private static final long NANOS_PER_TENTH = 100_000_000;
  private static final long NANOS_PER_MICRO = 1_000;

  private final Schedule schedule;
  private final int[] latencyMicros;
  private final BitSet acknowledged = new BitSet();
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private int[] acknowledgedByTenth = {};
  private int[] refusedByTenth = {};
  private String firstFailure = "";
  private int latencies;
  private int ended;

  Tally(Schedule schedule) {
    this.schedule = schedule;
    this.latencyMicros = new int[schedule.count()];
  }

  /**
   * A request has ended.
   *
   * @param request its number in the schedule
   * @param nanos when, from the start of the slice
   * @param detail what a FAILED one says
   */
  synchronized void ended(int request, Outcome outcome, long nanos, String detail) {
    int tenth = (int) (nanos / NANOS_PER_TENTH);
    if (outcome == Outcome.ACKNOWLEDGED) {
      latencyMicros[latencies++] =
          (int) Math.max(0, (nanos - schedule.dueNanos(request)) / NANOS_PER_MICRO);
      acknowledged.set(request);
      acknowledgedByTenth = counted(acknowledgedByTenth, tenth);
    } else {
      refusedByTenth = counted(refusedByTenth, tenth);
    }
    if (!outcome.explicit() && firstFailure.isEmpty()) {
      firstFailure = detail;
    }
    outcomes.merge(outcome, 1, Integer::sum);
    ended++;
    notifyAll();
  }

  /** Waits until every request of the schedule has ended. */
  synchronized void await() throws InterruptedException {
    while (ended < schedule.count()) {
      wait();
    }
  }

  synchronized SliceResult result(long requestBytes) {
    int[] sorted = Arrays.copyOf(latencyMicros, latencies);
    Arrays.sort(sorted);
    return new SliceResult(
        requestBytes,
        outcomes,
        firstFailure,
        quantile(sorted, 0.5),
        quantile(sorted, 0.99),
        quantile(sorted, 1),
        acknowledged.toByteArray(),
        acknowledgedByTenth,
        refusedByTenth);
  }

  /** The smallest value with at least this share of all at or below it; 0 of none. */
  static long quantile(int[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static int[] counted(int[] byTenth, int tenth) {
    int[] grown = tenth < byTenth.length ? byTenth : Arrays.copyOf(byTenth, tenth + 1);
    grown[tenth]++;
    return grown;
  }
}
