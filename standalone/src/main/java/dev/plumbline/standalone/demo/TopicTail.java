package dev.plumbline.standalone.demo;

import com.google.protobuf.Message;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads a topic from its beginning and goes on as it grows: committed records only, no group.
 *
 * @param <T> the topic's message
 */
public final class TopicTail<T extends Message> implements AutoCloseable {
  private final KafkaConsumer<String, T> consumer;

  /** A reader of all partitions. */
  public TopicTail(KafkaConfig kafka, TopicSpec topic, T prototype) {
    consumer =
        new KafkaConsumer<>(
            new KafkaSettings(kafka).consumer("plumbline-tail-" + topic.baseName(), null),
            new StringDeserializer(),
            ProtoSerde.of(prototype).deserializer());
    String name = topic.name(kafka.topicPrefix());
    List<TopicPartition> partitions =
        consumer.partitionsFor(name).stream()
            .map(p -> new TopicPartition(name, p.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Hands over what has come, waiting a little when nothing has, and says how many records. */
  public int poll(BiConsumer<String, T> sink) {
    return poll(sink, withdrawn -> {});
  }

  /** The same of a topic on which keys are withdrawn. */
  public int poll(BiConsumer<String, T> sink, Consumer<String> withdrawn) {
    ConsumerRecords<String, T> records = consumer.poll(Duration.ofMillis(100));
    for (ConsumerRecord<String, T> record : records) {
      T value = record.value();
      if (value == null) {
        withdrawn.accept(record.key());
      } else {
        sink.accept(record.key(), value);
      }
    }
    return records.count();
  }

  /** Hands over everything up to the topic's present end. */
  public void toEnd(BiConsumer<String, T> sink) {
    toEnd(sink, withdrawn -> {});
  }

  /** The same of a topic on which keys are withdrawn. */
  public void toEnd(BiConsumer<String, T> sink, Consumer<String> withdrawn) {
    var ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      poll(sink, withdrawn);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
