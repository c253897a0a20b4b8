package dev.plumbline.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final PrometheusMeterRegistry registry = Metrics.create("ingest");

  @Test
  void showsTheJvmAndTheProcessOfTheComponent() {
    assertThat(registry.scrape())
        .contains("jvm_memory_used_bytes{area=\"heap\",component=\"ingest\"")
        .contains("jvm_gc_max_data_size_bytes{component=\"ingest\"}")
        .contains("jvm_threads_live_threads{component=\"ingest\"}")
        .contains("process_cpu_usage{component=\"ingest\"}")
        .contains("process_files_open_files{component=\"ingest\"}")
        .contains("process_uptime_seconds{component=\"ingest\"}");
  }

  @Test
  void showsWhatKafkaClientsCountUntilClosed() {
    KafkaMeters meters = new KafkaMeters(registry);
    KafkaSettings settings =
        new KafkaSettings(new KafkaConfig("127.0.0.1:1", null, null, null, null, Map.of()));
    try (var producer =
            meters.bind(
                new KafkaProducer<>(
                    settings.producer("p"), new StringSerializer(), new StringSerializer()));
        var consumer =
            meters.bind(
                new KafkaConsumer<>(
                    settings.consumer("c", null),
                    new StringDeserializer(),
                    new StringDeserializer()))) {
      assertThat(registry.scrape())
          .contains("kafka_producer_record_send_total{client_id=\"p\",component=\"ingest\"")
          .contains("kafka_consumer_fetch_manager_records_consumed_total{client_id=\"c\"");
      meters.close();
      assertThat(registry.scrape()).doesNotContain("kafka_");
      producer.close(Duration.ZERO);
      assertThat(consumer.assignment()).isEmpty();
    }
  }

  @Test
  void leavesOutTheOneSeriesPerBrokerThatNobodyReads() {
    // Given
    MockProducer<String, String> producer = new MockProducer<>();
    count(producer, "request-total", Map.of("client-id", "p"));
    count(producer, "node-request-total", Map.of("client-id", "p", "node-id", "node-1"));
    // When
    try (KafkaMeters meters = new KafkaMeters(registry)) {
      assertThat(meters.bind(producer)).isSameAs(producer);
      // Then
      assertThat(registry.scrape()).contains("kafka_test_request_total").doesNotContain("node");
    }
  }

  private static void count(
      MockProducer<String, String> producer, String name, Map<String, String> tags) {
    MetricName metric = new MetricName(name, "test", "", tags);
    producer.setMockMetrics(
        metric,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metric;
          }

          @Override
          public Object metricValue() {
            return 1.0;
          }
        });
  }
}
