package dev.plumbline.bench.ingest;

import java.util.List;

/**
 * All of a run.
 *
 * @param before when and where it began
 * @param after when it ended
 * @param rows the comparison
 * @param overload three times the maximum
 * @param pausedBroker Kafka away
 */
record Report(
    Machine before, Machine after, List<Row> rows, Overload overload, PausedBroker pausedBroker) {
  /** Whether every target is met. */
  boolean good() {
    return rows.stream().allMatch(Row::good) && overload.good() && pausedBroker.good();
  }
}
