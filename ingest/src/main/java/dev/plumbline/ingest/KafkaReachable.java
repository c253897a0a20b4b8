package dev.plumbline.ingest;

import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.topics.TopicCatalog;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** Whether the producer knows its topic's partitions: without them nothing can be acknowledged. */
record KafkaReachable(Producer<String, byte[]> producer) implements Supplier<Health> {
  @Override
  public Health get() {
    try {
      return producer.partitionsFor(TopicCatalog.OTLP_SPANS.name("")).isEmpty()
          ? Health.down("topic " + TopicCatalog.OTLP_SPANS.name("") + " has no partitions")
          : Health.up();
    } catch (KafkaException e) {
      return Health.down("Kafka cannot be reached: " + e.getMessage());
    }
  }
}
