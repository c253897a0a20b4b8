package dev.plumbline.standalone.deadletters;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.TopicCatalog;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topic of dead letters, committed records only, in no group, keeping none of them. */
public final class LetterReader implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;
  private static final Duration POLL = Duration.ofMillis(200);

  private final String topic;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * A reader of the topic that the config names.
   *
   * @throws UnreachableException when the brokers cannot be reached, or have no such topic
   */
  public LetterReader(KafkaConfig kafka) {
    topic = TopicCatalog.DEAD_LETTERS.name(kafka.topicPrefix());
    Map<String, Object> settings =
        new KafkaSettings(kafka).consumer("plumbline-dead-letters", null);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions = partitions(kafka);
    consumer.assign(partitions);
  }

  private List<TopicPartition> partitions(KafkaConfig kafka) {
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(topic);
    } catch (TimeoutException e) {
      consumer.close();
      throw new UnreachableException(
          "kafka " + kafka.bootstrapServers() + ": cannot be reached", e);
    }
    if (found == null || found.isEmpty()) {
      consumer.close();
      throw new UnreachableException(
          "kafka "
              + kafka.bootstrapServers()
              + ": found no topic "
              + topic
              + ", expected one; scoring-streams makes it when it starts",
          null);
    }
    return found.stream().map(info -> new TopicPartition(topic, info.partition())).toList();
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
