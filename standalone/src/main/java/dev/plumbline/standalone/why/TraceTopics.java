package dev.plumbline.standalone.why;

import com.google.protobuf.Message;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.topic.OpenTopic;
import dev.plumbline.standalone.topic.TopicRecords;
import dev.plumbline.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** Records of one trace: of the one partition of each topic that they can be in. */
public final class TraceTopics {
  private final KafkaConfig kafka;
  private final Consumer<String> unreadable;

  /**
   * Of a cluster.
   *
   * @param unreadable is told of every record that cannot be read, in one line
   */
  public TraceTopics(KafkaConfig kafka, Consumer<String> unreadable) {
    this.kafka = kafka;
    this.unreadable = unreadable;
  }

  /**
   * The committed records of a trace on a topic with trace ids as keys, oldest first.
   *
   * @throws dev.plumbline.standalone.topic.UnreachableException when the cluster does not answer
   */
  public <T extends Message> List<T> read(TopicSpec topic, T prototype, String traceId) {
    List<T> found = new ArrayList<>();
    try (OpenTopic open = OpenTopic.of(kafka, topic, "plumbline-why")) {
      int partitions = open.consumer().assignment().size();
      byte[] key = traceId.getBytes(StandardCharsets.UTF_8);
      int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
      open.consumer().assign(List.of(new TopicPartition(open.name(), partition)));
      new TopicRecords<>(open, prototype, unreadable)
          .toEnd(
              (id, message) -> {
                if (id.equals(traceId) && message != null) {
                  found.add(message);
                }
              });
    }
    return found;
  }
}
