package dev.plumbline.standalone.why;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.standalone.topic.UnreachableException;
import dev.plumbline.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;

/** Records of one trace: of the one partition of each topic that they can be in. */
public final class TraceTopics implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int TIMEOUT_MILLIS = 15_000;

  private final KafkaConsumer<String, byte[]> consumer;
  private final String prefix;

  /** Of a cluster. */
  public TraceTopics(KafkaConfig kafka) {
    Map<String, Object> settings = new KafkaSettings(kafka).consumer("plumbline-why", null);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    prefix = kafka.topicPrefix();
  }

  /**
   * The committed records of a trace on a topic with trace ids as keys, oldest first. What does not
   * parse is left out.
   *
   * @throws UnreachableException when the cluster does not answer
   */
  public <T extends Message> List<T> read(TopicSpec topic, Parser<T> parser, String traceId) {
    try {
      String name = topic.name(prefix);
      byte[] key = traceId.getBytes(StandardCharsets.UTF_8);
      int partitions = consumer.partitionsFor(name).size();
      TopicPartition partition =
          new TopicPartition(name, Utils.toPositive(Utils.murmur2(key)) % partitions);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      List<T> found = new ArrayList<>();
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          if (traceId.equals(record.key())) {
            add(found, parser, record.value());
          }
        }
      }
      return found;
    } catch (KafkaException e) {
      throw new UnreachableException(
          "Kafka does not answer: " + e.getClass().getSimpleName() + "; is the address right?", e);
    }
  }

  private static <T extends Message> void add(List<T> found, Parser<T> parser, byte[] value) {
    try {
      found.add(parser.parseFrom(value));
    } catch (InvalidProtocolBufferException e) {
      // Not one of ours; whoever processes the topic tells.
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
