package dev.plumbline.ingest.publish;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicCatalog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Writes records to the two OTLP topics, keyed by trace. */
public final class KafkaPublisher implements Publisher {
  private final Producer<String, byte[]> producer;
  private final String tenant;
  private final RepeatedFailureLog failures;

  /**
   * A publisher.
   *
   * @param tenant written to each record's header
   */
  public KafkaPublisher(
      Producer<String, byte[]> producer, String tenant, RepeatedFailureLog failures) {
    this.producer = producer;
    this.tenant = tenant;
    this.failures = failures;
  }

  @Override
  public CompletableFuture<@Nullable Void> publish(List<OtlpRecord> records) {
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    if (records.isEmpty()) {
      done.complete(null);
      return done;
    }
    AtomicInteger open = new AtomicInteger(records.size());
    for (OtlpRecord record : records) {
      send(
          record,
          failure -> {
            if (failure != null) {
              failures.failed(failure.getClass().getSimpleName(), failure);
              done.completeExceptionally(
                  new ExportException(
                      FailureKind.KAFKA_UNAVAILABLE, "Kafka did not acknowledge, try again"));
            } else if (open.decrementAndGet() == 0) {
              done.complete(null);
            }
          });
    }
    return done;
  }

  private interface Sent {
    void done(@Nullable Exception failure);
  }

  private void send(OtlpRecord record, Sent sent) {
    String topic =
        (record.signal() == Signal.TRACES ? TopicCatalog.OTLP_SPANS : TopicCatalog.OTLP_LOGS)
            .name("");
    ProducerRecord<String, byte[]> out = new ProducerRecord<>(topic, record.key(), record.value());
    RecordHeaders.set(out.headers(), RecordHeaders.TENANT, tenant);
    try {
      var _ = producer.send(out, (metadata, failure) -> sent.done(failure));
    } catch (KafkaException | IllegalStateException e) {
      sent.done(e);
    }
  }
}
