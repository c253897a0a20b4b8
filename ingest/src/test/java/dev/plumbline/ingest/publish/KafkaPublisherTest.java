package dev.plumbline.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.fixtures.Placed;
import dev.plumbline.ingest.fixtures.Requests;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.OtlpScanner;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.otlp.TraceRecord;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class KafkaPublisherTest {
  private static final Tenant ACME = new Tenant("acme");

  private final AtomicInteger attempts = new AtomicInteger();
  private final MockProducer<String, byte[]> kafka =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
        @Override
        public Future<RecordMetadata> send(
            ProducerRecord<String, byte[]> record, Callback callback) {
          attempts.incrementAndGet();
          return super.send(record, callback);
        }
      };
  private volatile Health brokers = Health.up();
  private final KafkaReachability reachability =
      new KafkaReachability(() -> brokers, Duration.ofHours(1));
  private final KafkaPublisher publisher =
      new KafkaPublisher(
          () -> kafka,
          reachability,
          new RepeatedFailureLog(NOPLogger.NOP_LOGGER, "", () -> Instant.EPOCH));

  @BeforeEach
  void start() {
    reachability.start();
    publisher.start();
  }

  @AfterEach
  void stop() {
    reachability.close();
  }

  @Test
  void writesARecordForEachTraceKeyedByItsIdWithTheTenantInTheHeaders() throws Exception {
    var _ = publisher.publish(ACME, Signal.TRACES, spans(2));
    assertThat(kafka.history())
        .extracting(ProducerRecord::topic, ProducerRecord::key)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("otlp_spans", "ab" + "0".repeat(28) + "01"),
            org.assertj.core.groups.Tuple.tuple("otlp_spans", "ab" + "0".repeat(28) + "02"));
    ProducerRecord<String, byte[]> first = kafka.history().getFirst();
    assertThat(Placed.in(first.value())).hasSize(1);
    assertThat(
            StreamSupport.stream(first.headers().spliterator(), false)
                .collect(Collectors.toMap(h -> h.key(), h -> new String(h.value(), UTF_8))))
        .containsEntry("plumbline-tenant", "acme")
        .containsEntry("content-type", "application/x-protobuf")
        .containsEntry(
            "plumbline-type", "opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest");
    assertThat(first.timestamp()).as("the broker sets the time").isNull();
  }

  @Test
  void writesLogRecordsWithoutATraceUnderNoKey() {
    byte[] logs =
        Requests.logs(
                LogRecord.newBuilder().setTimeUnixNano(1).build(),
                LogRecord.newBuilder().setTraceId(Requests.traceId(5)).build())
            .toByteArray();
    var _ = publisher.publish(ACME, Signal.LOGS, records(logs, Signal.LOGS));
    assertThat(kafka.history()).extracting(ProducerRecord::topic).containsOnly("otlp_logs");
    assertThat(kafka.history())
        .extracting(ProducerRecord::key)
        .containsExactlyInAnyOrder(null, "ab" + "0".repeat(28) + "05");
  }

  @Test
  void isDoneOnlyWhenTheLastRecordIsAcknowledged() {
    CompletableFuture<?> done = publisher.publish(ACME, Signal.TRACES, spans(2));
    kafka.completeNext();
    assertThat(done).isNotDone();
    kafka.completeNext();
    assertThat(done).isCompleted();
  }

  @Test
  void failsTheRequestWhenOneRecordFails() {
    CompletableFuture<?> done = publisher.publish(ACME, Signal.TRACES, spans(3));
    kafka.completeNext();
    kafka.errorNext(new TimeoutException("expired"));
    assertUnavailable(done);
    kafka.completeNext();
    assertUnavailable(done);
  }

  @Test
  void stopsSendingARequestThatHasFailed() {
    kafka.sendException = new TimeoutException("no metadata within max.block.ms");
    assertUnavailable(publisher.publish(ACME, Signal.TRACES, spans(100)));
    assertThat(attempts).as("each might block for the same reason").hasValue(1);
  }

  @Test
  void sendsNothingWhileKafkaIsAway() {
    reachability.close();
    brokers = Health.down("away");
    KafkaReachability away = new KafkaReachability(() -> brokers, Duration.ofHours(1));
    away.start();
    KafkaPublisher waiting =
        new KafkaPublisher(
            () -> kafka,
            away,
            new RepeatedFailureLog(NOPLogger.NOP_LOGGER, "", () -> Instant.EPOCH));
    waiting.start();
    assertUnavailable(waiting.publish(ACME, Signal.TRACES, spans(1)));
    assertThat(kafka.history()).isEmpty();
    away.close();
  }

  @Test
  void hasRoomWhileHalfOfTheProducersBufferIsFree() {
    assertThat(publisher.hasRoom()).as("a producer that does not tell").isFalse();
    assertThat(withBuffer(64, 32).hasRoom()).isTrue();
    assertThat(withBuffer(64, 31).hasRoom()).isFalse();
  }

  @Test
  void refusesAfterTheClose() {
    publisher.close();
    publisher.close();
    assertThat(kafka.closed()).isTrue();
    assertUnavailable(publisher.publish(ACME, Signal.TRACES, spans(1)));
  }

  private KafkaPublisher withBuffer(double total, double available) {
    metric("buffer-total-bytes", total);
    metric("buffer-available-bytes", available);
    publisher.start();
    return publisher;
  }

  private void metric(String name, double value) {
    MetricName key = new MetricName(name, "producer-metrics", "", Map.of());
    kafka.setMockMetrics(
        key,
        new KafkaMetric(
            new Object(),
            key,
            (Gauge<Double>) (config, now) -> value,
            new MetricConfig(),
            Time.SYSTEM));
  }

  private static void assertUnavailable(CompletableFuture<?> done) {
    assertThat(done)
        .isCompletedExceptionally()
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            ExportException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.KAFKA_UNAVAILABLE));
  }

  private static List<TraceRecord> spans(int traces) {
    return records(Requests.traces(traces).toByteArray(), Signal.TRACES);
  }

  private static List<TraceRecord> records(byte[] body, Signal signal) {
    return OtlpScanner.scan(body, signal, 1_000).regroup(900 * 1024, 4 << 20).records();
  }
}
