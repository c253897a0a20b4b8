package dev.plumbline.console.data;

import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Content from Kafka by seek, with a consumer of its own that one request uses at a time. All
 * partitions are read at once; a call takes at most five seconds.
 */
public final class KafkaContent implements ContentSource, Component {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int FETCH_BYTES = 256 * 1024;

  private final KafkaSettings settings;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  /** Content of the topics that the settings name. */
  public KafkaContent(KafkaSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void start() {
    Map<String, Object> properties = settings.consumer("plumbline-console-content", null);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Map<Position, byte[]> fetch(Collection<Position> positions) {
    lock.lock();
    try {
      KafkaConsumer<byte[], byte[]> open = consumer;
      return open == null || positions.isEmpty() ? Map.of() : fetch(open, positions);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Health check() {
    return consumer == null ? Health.down("content reader is not started") : Health.up();
  }

  @Override
  public void close() {
    lock.lock();
    try {
      KafkaConsumer<byte[], byte[]> open = consumer;
      consumer = null;
      if (open != null) {
        open.close();
      }
    } finally {
      lock.unlock();
    }
  }

  private Map<Position, byte[]> fetch(
      KafkaConsumer<byte[], byte[]> open, Collection<Position> positions) {
    Map<TopicPartition, Deque<Position>> wanted = new HashMap<>();
    positions.stream()
        .distinct()
        .sorted((a, b) -> Long.compare(a.offset(), b.offset()))
        .forEach(at -> wanted.computeIfAbsent(partition(at), p -> new ArrayDeque<>()).add(at));
    open.assign(wanted.keySet());
    wanted.forEach((partition, queue) -> open.seek(partition, queue.getFirst().offset()));
    Map<Position, byte[]> found = new HashMap<>();
    Instant deadline = clock.instant().plus(PATIENCE);
    while (!wanted.isEmpty() && clock.instant().isBefore(deadline)) {
      ConsumerRecords<byte[], byte[]> records = open.poll(POLL);
      for (TopicPartition partition : records.partitions()) {
        Deque<Position> queue = wanted.get(partition);
        if (queue != null) {
          take(records.records(partition), queue, found);
        }
      }
      wanted.entrySet().removeIf(entry -> done(open, entry.getKey(), entry.getValue()));
    }
    open.unsubscribe();
    return found;
  }

  private static void take(
      List<ConsumerRecord<byte[], byte[]>> records,
      Deque<Position> queue,
      Map<Position, byte[]> found) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      while (!queue.isEmpty() && queue.getFirst().offset() < record.offset()) {
        queue.removeFirst();
      }
      if (!queue.isEmpty() && queue.getFirst().offset() == record.offset()) {
        Position at = queue.removeFirst();
        if (record.value() != null) {
          found.put(at, record.value());
        }
      }
    }
  }

  /** Drops what the position has passed, stops a partition that is done, or goes to its next. */
  private static boolean done(
      KafkaConsumer<byte[], byte[]> open, TopicPartition partition, Deque<Position> queue) {
    long position = open.position(partition);
    while (!queue.isEmpty() && queue.getFirst().offset() < position) {
      queue.removeFirst();
    }
    if (queue.isEmpty()) {
      open.pause(List.of(partition));
      return true;
    }
    if (queue.getFirst().offset() > position) {
      open.seek(partition, queue.getFirst().offset());
    }
    return false;
  }

  private TopicPartition partition(Position at) {
    return new TopicPartition(
        at.source().topic().name(settings.config().topicPrefix()), at.partition());
  }
}
