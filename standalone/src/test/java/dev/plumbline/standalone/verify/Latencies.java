package dev.plumbline.standalone.verify;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.oracle.RawRecords;
import dev.plumbline.topics.TopicCatalog;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * From the last span of a trace in Kafka to its interaction, by the broker's clock. The wait for
 * spans that may follow (rootIdle) is part of it.
 */
final class Latencies {
  private final Map<String, Measured> byTrace = new TreeMap<>();

  /**
   * One trace.
   *
   * @param atMillis when its last span was written
   * @param millis until its interaction was
   */
  record Measured(String trace, int partition, long atMillis, long millis) {}

  /** Of all traces so far. */
  static Latencies of(KafkaConfig kafka) {
    Map<String, Long> spans = new HashMap<>();
    for (var record : RawRecords.all(kafka, TopicCatalog.OTLP_SPANS)) {
      if (record.key() != null) {
        spans.merge(text(record.key()), record.timestamp(), Math::max);
      }
    }
    Latencies latencies = new Latencies();
    for (var record : RawRecords.all(kafka, TopicCatalog.INTERACTIONS)) {
      String trace = text(record.key());
      Long at = spans.get(trace);
      if (at != null) {
        latencies.byTrace.putIfAbsent(
            trace, new Measured(trace, record.partition(), at, record.timestamp() - at));
      }
    }
    return latencies;
  }

  /** All of them. */
  List<Measured> all() {
    return List.copyOf(byTrace.values());
  }

  /** Of one trace; it must be there. */
  Measured of(String trace) {
    return byTrace.get(trace);
  }

  /** The value below which this share of the measurements lies, in milliseconds. */
  static long quantile(List<Measured> measured, double share) {
    List<Long> sorted = measured.stream().map(Measured::millis).sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }

  /** Median and 99th percentile for people. */
  static String text(List<Measured> measured) {
    return String.format(
        Locale.ROOT,
        "%d ms median, %d ms p99 of %d",
        quantile(measured, 0.5),
        quantile(measured, 0.99),
        measured.size());
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.UTF_8);
  }
}
