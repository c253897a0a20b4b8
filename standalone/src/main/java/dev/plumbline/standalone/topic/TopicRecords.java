package dev.plumbline.standalone.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import dev.plumbline.topics.ProtoSerde;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * The messages of an open topic, one after the other. A record that holds no such message is told
 * and passed over.
 *
 * @param <T> the topic's message
 */
public final class TopicRecords<T extends Message> {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final ProtoSerde<T> serde;
  private final Consumer<String> unreadable;

  /**
   * Messages of a topic.
   *
   * @param unreadable is told of every record that cannot be read, in one line
   */
  public TopicRecords(OpenTopic topic, T prototype, Consumer<String> unreadable) {
    this.consumer = topic.consumer();
    this.serde = ProtoSerde.of(prototype);
    this.unreadable = unreadable;
  }

  /** Leaves out what stands on the topic now. */
  public void skipToEnd() {
    consumer.seekToEnd(consumer.assignment());
    // Seeking is done at the next use; what comes in between is not to be left out.
    consumer.assignment().forEach(consumer::position);
  }

  /**
   * Hands over everything up to the topic's present end.
   *
   * @param sink takes the key and the message, null where the key was deleted
   */
  public void toEnd(BiConsumer<String, @Nullable T> sink) {
    Map<TopicPartition, Long> ahead = new HashMap<>(consumer.endOffsets(consumer.assignment()));
    ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    while (!ahead.isEmpty()) {
      poll(sink);
      ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    }
  }

  /** Hands over what comes, until the thread is interrupted or nobody listens any more. */
  public void follow(BiConsumer<String, @Nullable T> sink, BooleanSupplier goOn) {
    try {
      while (goOn.getAsBoolean()) {
        poll(sink);
      }
    } catch (InterruptException e) {
      // KafkaConsumer has set the thread's mark again, and closing it would fail on that.
      var _ = Thread.interrupted();
    }
  }

  private void poll(BiConsumer<String, @Nullable T> sink) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      T message;
      try {
        message =
            serde.deserializer().deserialize(record.topic(), record.headers(), record.value());
      } catch (SerializationException e) {
        unreadable.accept(
            "passed over " + record.partition() + "@" + record.offset() + ": " + e.getMessage());
        continue;
      }
      sink.accept(record.key() == null ? "" : new String(record.key(), UTF_8), message);
    }
  }
}
