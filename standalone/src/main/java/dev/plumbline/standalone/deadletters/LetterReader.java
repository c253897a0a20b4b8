package dev.plumbline.standalone.deadletters;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.topic.OpenTopic;
import dev.plumbline.topics.TopicCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the topic of dead letters, committed records only, in no group, keeping none of them. */
public final class LetterReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * A reader of the topic that the config names.
   *
   * @throws dev.plumbline.standalone.topic.UnreachableException when the brokers cannot be reached,
   *     or have no such topic
   */
  public LetterReader(KafkaConfig kafka) {
    OpenTopic open = OpenTopic.of(kafka, TopicCatalog.DEAD_LETTERS, "plumbline-dead-letters");
    topic = open.name();
    consumer = open.consumer();
    partitions = List.copyOf(consumer.assignment());
  }

  /** Every letter up to the present end, partition by partition in their order. */
  public void each(Consumer<Letter> sink) {
    read(
        letter -> {
          if (letter.noted().isEmpty()) {
            sink.accept(letter);
          }
        });
  }

  /** The letter at a place; empty when there is none. */
  public Optional<Letter> at(Place place) {
    TopicPartition partition = new TopicPartition(topic, place.partition());
    if (!partitions.contains(partition)
        || place.offset() >= consumer.endOffsets(partitions).getOrDefault(partition, 0L)
        || place.offset() < consumer.beginningOffsets(partitions).getOrDefault(partition, 0L)) {
      return Optional.empty();
    }
    consumer.pause(partitions);
    consumer.resume(List.of(partition));
    consumer.seek(partition, place.offset());
    try {
      while (consumer.position(partition) <= place.offset()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          return Optional.of(Letter.of(record))
              .filter(letter -> letter.place().equals(place) && letter.noted().isEmpty());
        }
      }
      return Optional.empty();
    } finally {
      consumer.resume(partitions);
    }
  }

  /** The letters that were sent again. */
  public Set<Place> replayed() {
    Set<Place> replayed = new HashSet<>();
    read(letter -> letter.noted().ifPresent(replayed::add));
    return replayed;
  }

  private void read(Consumer<Letter> sink) {
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ahead = new HashMap<>(consumer.endOffsets(partitions));
    ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    while (!ahead.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        sink.accept(Letter.of(record));
      }
      ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
