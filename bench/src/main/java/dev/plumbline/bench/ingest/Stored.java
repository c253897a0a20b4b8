package dev.plumbline.bench.ingest;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * What was acknowledged against what stands in Kafka.
 *
 * @param acknowledged spans of acknowledged requests
 * @param found those of them that are in Kafka, each counted as often as it is there
 * @param incomplete acknowledged requests of which not exactly every span is in Kafka
 * @param refusedButFound spans in Kafka of requests that were not acknowledged; their senders come
 *     again, so they are duplicates
 */
record Stored(long acknowledged, long found, long incomplete, long refusedButFound) {
  /** Whether every acknowledged span is there once. */
  boolean exact() {
    return incomplete == 0 && acknowledged == found;
  }

  /**
   * Compares slices with a count.
   *
   * @param spansBySend spans in Kafka by the number of their send
   */
  static Stored of(List<Slice> slices, Map<Long, Integer> spansBySend) {
    long acknowledged = 0;
    long found = 0;
    long incomplete = 0;
    long refusedButFound = 0;
    for (Slice slice : slices) {
      BitSet sends = slice.seen().acknowledgedSends();
      int expected = slice.load().workload().spansPerRequest();
      for (int i = 0; i < slice.seen().due(); i++) {
        int there = spansBySend.getOrDefault(slice.firstSend() + i, 0);
        if (sends.get(i)) {
          acknowledged += expected;
          found += there;
          incomplete += there == expected ? 0 : 1;
        } else {
          refusedButFound += there;
        }
      }
    }
    return new Stored(acknowledged, found, incomplete, refusedButFound);
  }
}
