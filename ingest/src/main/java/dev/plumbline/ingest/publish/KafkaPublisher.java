package dev.plumbline.ingest.publish;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.otlp.TraceRecord;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to the two OTLP topics, keyed by trace. While Kafka is known to be away nothing is
 * sent: records would only fill the buffers until they expire. A request whose first records were
 * sent before one failed is told to come again as a whole; what reads the topics knows duplicates.
 */
public final class KafkaPublisher implements Publisher, Component {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(15);

  private final Supplier<Producer<String, byte[]>> connect;
  private final KafkaReachability kafka;
  private final RepeatedFailureLog failures;
  private volatile @Nullable Producer<String, byte[]> producer;
  private volatile @Nullable ProducerBuffer buffer;

  /**
   * A publisher that is not started yet.
   *
   * @param connect makes the producer, at the start
   * @param kafka asked before each request, and told of each acknowledgement
   */
  public KafkaPublisher(
      Supplier<Producer<String, byte[]>> connect,
      KafkaReachability kafka,
      RepeatedFailureLog failures) {
    this.connect = connect;
    this.kafka = kafka;
    this.failures = failures;
  }

  @Override
  public void start() {
    Producer<String, byte[]> starting = connect.get();
    learnTopics(starting);
    buffer = new ProducerBuffer(starting);
    producer = starting;
  }

  /** So that no request waits for it: the first ones would be refused, or hold up an event loop. */
  private void learnTopics(Producer<String, byte[]> starting) {
    try {
      for (TopicSpec topic : List.of(TopicCatalog.OTLP_SPANS, TopicCatalog.OTLP_LOGS)) {
        starting.partitionsFor(topic.name(""));
      }
    } catch (KafkaException e) {
      // Kafka is slow or away, which the first request meets too; then it is counted.
      failures.failed(e.getClass().getSimpleName(), e);
    }
  }

  @Override
  public boolean hasRoom() {
    ProducerBuffer started = buffer;
    return started != null && started.halfFree();
  }

  @Override
  public CompletableFuture<@Nullable Void> publish(
      Tenant tenant, Signal signal, List<TraceRecord> records) {
    Producer<String, byte[]> started = producer;
    if (started == null || !kafka.check().ok()) {
      return CompletableFuture.failedFuture(unavailable());
    }
    PendingRecords pending = new PendingRecords(records.size());
    RecordFactory factory = new RecordFactory(tenant, signal);
    Callback answered = (metadata, failure) -> answered(pending, failure);
    for (TraceRecord record : records) {
      if (pending.failed()) {
        // Each further send might wait for the same missing metadata or full buffer.
        break;
      }
      try {
        var _ = started.send(factory.make(record), answered);
      } catch (KafkaException | IllegalStateException e) {
        fail(pending, e);
      }
    }
    return pending.done();
  }

  private void answered(PendingRecords pending, @Nullable Exception failure) {
    if (failure == null) {
      kafka.acknowledged();
      pending.acknowledge();
    } else {
      fail(pending, failure);
    }
  }

  private void fail(PendingRecords pending, Exception failure) {
    failures.failed(failure.getClass().getSimpleName(), failure);
    pending.fail(unavailable());
  }

  private static ExportException unavailable() {
    return new ExportException(
        FailureKind.KAFKA_UNAVAILABLE, "Kafka did not acknowledge, try again");
  }

  @Override
  public Health check() {
    return producer == null ? Health.down("the Kafka producer is not started") : Health.up();
  }

  /** Waits until Kafka has answered for all that was sent, at most 15 s. */
  @Override
  public void close() {
    Producer<String, byte[]> started = producer;
    if (started != null) {
      producer = null;
      started.close(CLOSE_WITHIN);
    }
  }
}
