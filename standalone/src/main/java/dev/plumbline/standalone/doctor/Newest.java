package dev.plumbline.standalone.doctor;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.TopicSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The newest records of topics, up to their present ends: committed ones, in no group. */
final class Newest implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConfig kafka;
  private final KafkaConsumer<byte[], byte[]> consumer;

  Newest(KafkaConfig kafka) {
    this.kafka = kafka;
    this.consumer =
        new KafkaConsumer<>(
            new KafkaSettings(kafka).consumer("plumbline-doctor", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /** At most so many offsets of each partition; the marks of transactions take some of them. */
  void each(TopicSpec topic, long perPartition, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    String name = topic.name(kafka.topicPrefix());
    List<TopicPartition> partitions =
        consumer.partitionsFor(name).stream()
            .map(info -> new TopicPartition(name, info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ahead = new HashMap<>(consumer.endOffsets(partitions));
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
    ahead.forEach(
        (partition, end) ->
            consumer.seek(
                partition, Math.max(starts.getOrDefault(partition, 0L), end - perPartition)));
    ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    while (!ahead.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        sink.accept(record);
      }
      ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
