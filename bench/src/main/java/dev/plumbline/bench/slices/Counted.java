package dev.plumbline.bench.slices;

import dev.plumbline.runtime.kafka.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Counts the committed records of a topic, from its beginning on. */
final class Counted implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Set<String> keys = new HashSet<>();
  private long records;

  Counted(KafkaSettings settings, String topic) {
    consumer =
        new KafkaConsumer<>(
            settings.consumer("bench-" + topic, null),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All that stand on it now. */
  static Counted all(KafkaSettings settings, String topic) {
    Counted counted = new Counted(settings, topic);
    Map<TopicPartition, Long> ends =
        new HashMap<>(counted.consumer.endOffsets(counted.consumer.assignment()));
    while (ends.entrySet().stream()
        .anyMatch(end -> counted.consumer.position(end.getKey()) < end.getValue())) {
      counted.poll();
    }
    return counted;
  }

  /** Reads on until there are so many. */
  Counted until(long count) {
    while (records < count) {
      poll();
    }
    return this;
  }

  private void poll() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
      records++;
      keys.add(record.key());
    }
  }

  long records() {
    return records;
  }

  long keys() {
    return keys.size();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
