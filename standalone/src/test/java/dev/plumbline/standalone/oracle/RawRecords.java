package dev.plumbline.standalone.oracle;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics as bytes, with the broker's offsets and times. */
public final class RawRecords {
  private RawRecords() {}

  /** Every committed record of a topic up to now. */
  public static List<ConsumerRecord<byte[], byte[]>> all(KafkaConfig kafka, TopicSpec topic) {
    String name = topic.name(kafka.topicPrefix());
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            new KafkaSettings(kafka).consumer("plumbline-verify-raw", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(name).stream()
              .map(partition -> new TopicPartition(name, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(100)).forEach(all::add);
      }
    }
    return all;
  }

  /** A producer that promises nothing: it is told of one copy, and may write twice. */
  public static KafkaProducer<byte[], byte[]> careless(KafkaConfig kafka) {
    Map<String, Object> settings = new KafkaSettings(kafka).producer("plumbline-verify-careless");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    // A batch of what compresses well may hold a record that is larger than a batch.
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip");
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 32 * 1024 * 1024);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Writes every committed record of a topic once more. */
  public static void writeAgain(KafkaConfig kafka, TopicSpec topic) {
    try (KafkaProducer<byte[], byte[]> producer = careless(kafka)) {
      for (ConsumerRecord<byte[], byte[]> record : all(kafka, topic)) {
        producer.send(
            new ProducerRecord<>(
                record.topic(), null, record.key(), record.value(), record.headers()));
      }
    }
  }
}
