package dev.plumbline.ingest.publish;

import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * How full a producer's buffer is, as its own metrics tell. When it is full, {@code send} waits.
 */
final class ProducerBuffer {
  private final @Nullable Metric total;
  private final @Nullable Metric available;

  ProducerBuffer(Producer<?, ?> producer) {
    this.total = find(producer, "buffer-total-bytes");
    this.available = find(producer, "buffer-available-bytes");
  }

  /**
   * Whether at least half of it is free. Each partition takes a batch of 256 KiB at a time, so half
   * of 64 MiB is room for a request to a hundred partitions.
   */
  boolean halfFree() {
    return total != null && available != null && 2 * bytes(available) >= bytes(total);
  }

  private static double bytes(Metric metric) {
    return metric.metricValue() instanceof Number number ? number.doubleValue() : 0;
  }

  private static @Nullable Metric find(Producer<?, ?> producer, String name) {
    for (Map.Entry<MetricName, ? extends Metric> metric : producer.metrics().entrySet()) {
      if (metric.getKey().name().equals(name)
          && metric.getKey().group().equals("producer-metrics")) {
        return metric.getValue();
      }
    }
    return null;
  }
}
