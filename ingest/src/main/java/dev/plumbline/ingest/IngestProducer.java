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
 * The producer's settings where ingest differs from other services: a sender waits 10 s for its
 * answer, so what Kafka has not acknowledged by then is better refused than delivered, since the
 * sender comes with the same data again.
 */
final class IngestProducer {
  private static final Duration MAX_BLOCK = Duration.ofSeconds(1);

  private IngestProducer() {}

  static Producer<String, byte[]> connect(
      KafkaSettings kafka, String clientId, LimitsConfig limits) {
    Map<String, Object> settings = kafka.producer(clientId);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) limits.ackTimeout().toMillis());
    settings.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) limits.ackTimeout().toMillis() / 2);
    return new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
  }
}
