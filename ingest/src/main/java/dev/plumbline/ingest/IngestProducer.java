package dev.plumbline.ingest;

import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The producer's settings where ingest differs from other services. A sender waits 10 s for its
 * answer, so what Kafka has not acknowledged by then is better refused than delivered, since the
 * sender comes with the same data again. And it sends batches, so that it does not mind waiting 30
 * ms for the answer, which saves a seventh of the receiver's work and a third of the broker's.
 */
public final class IngestProducer {
  private static final Duration MAX_BLOCK = Duration.ofSeconds(1);
  private static final Duration LINGER = Duration.ofMillis(30);

  private IngestProducer() {}

  static Producer<String, byte[]> connect(
      KafkaSettings kafka, String clientId, LimitsConfig limits) {
    return new KafkaProducer<>(
        settings(kafka, clientId, limits), new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * The settings, but for the serializers. The operator may set {@code linger.ms}; the time-outs
   * are those of ingest whatever {@code kafka.properties} say.
   */
  public static Map<String, Object> settings(
      KafkaSettings kafka, String clientId, LimitsConfig limits) {
    Map<String, Object> settings = kafka.producer(clientId);
    if (!kafka.config().properties().containsKey(ProducerConfig.LINGER_MS_CONFIG)) {
      settings.put(ProducerConfig.LINGER_MS_CONFIG, (int) LINGER.toMillis());
    }
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) limits.ackTimeout().toMillis());
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) limits.ackTimeout().toMillis() / 2);
    return settings;
  }
}
