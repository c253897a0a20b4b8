package dev.plumbline.standalone.oracle;

import com.google.protobuf.Message;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Several topics, each read from its beginning to wherever it ends by now: committed records. */
public final class Tails implements AutoCloseable {
  private final KafkaConfig kafka;
  private final List<Runnable> polls = new ArrayList<>();
  private final List<TopicTail<?>> tails = new ArrayList<>();
  private long records;

  /** Of no topic yet. */
  public Tails(KafkaConfig kafka) {
    this.kafka = kafka;
  }

  /** Reads one more topic; the sink takes keys and values. */
  public <T extends Message> void add(TopicSpec topic, T prototype, BiConsumer<String, T> sink) {
    add(topic, prototype, sink, withdrawn -> {});
  }

  /** The same of a topic on which keys are withdrawn. */
  public <T extends Message> void add(
      TopicSpec topic, T prototype, BiConsumer<String, T> sink, Consumer<String> withdrawn) {
    TopicTail<T> tail = new TopicTail<>(kafka, topic, prototype);
    tails.add(tail);
    polls.add(
        () ->
            tail.toEnd(
                (key, value) -> {
                  records++;
                  sink.accept(key, value);
                },
                key -> {
                  records++;
                  withdrawn.accept(key);
                }));
  }

  /** Reads what has come since. */
  public void read() {
    polls.forEach(Runnable::run);
  }

  /** Records read so far, on all topics. */
  public long records() {
    return records;
  }

  @Override
  public void close() {
    tails.forEach(TopicTail::close);
  }
}
