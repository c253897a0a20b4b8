package dev.plumbline.console.quality;

import dev.plumbline.console.data.Window;
import dev.plumbline.evaluation.estimate.RangeSums;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Judged windows of one prompt version whose labels the buckets of a chart may borrow, by what
 * measured them; windows of one time are added once, and not for every bucket.
 */
final class Lenders {
  private final Map<String, NavigableMap<Long, RangeSums>> byInstrument = new HashMap<>();

  Lenders(Stream<Window> windows) {
    windows
        .filter(window -> MetricKind.of(window) == MetricKind.JUDGED)
        .forEach(
            window ->
                byInstrument
                    .computeIfAbsent(window.instrument(), none -> new TreeMap<>())
                    .computeIfAbsent(window.startMillis(), none -> new RangeSums())
                    .add(window.held()));
    byInstrument.values().removeIf(times -> times.values().stream().noneMatch(RangeSums::labelled));
  }

  /** Lends a bucket what does not lie in it. */
  void lend(Tally bucket, String instrument, long fromMillis, long toMillis) {
    NavigableMap<Long, RangeSums> times = byInstrument.get(instrument);
    if (times == null) {
      return;
    }
    times
        .subMap(bucket.lendersFrom(), true, bucket.lendersBefore(), false)
        .forEach(
            (start, sums) -> {
              if (start < fromMillis || start >= toMillis) {
                bucket.lend(sums);
              }
            });
  }
}
