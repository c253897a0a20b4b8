package dev.plumbline.standalone.topic;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.TopicSpec;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer that has all partitions of one topic: committed records only, in no group, from the
 * beginning unless it seeks.
 *
 * @param name as on the broker
 */
public record OpenTopic(String name, KafkaConsumer<byte[], byte[]> consumer)
    implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  /**
   * Opens a topic of the catalogue.
   *
   * @param clientId as brokers see it
   * @throws UnreachableException when the brokers cannot be reached, refuse, or have no such topic
   */
  public static OpenTopic of(KafkaConfig kafka, TopicSpec spec, String clientId) {
    String at = "kafka " + kafka.bootstrapServers() + ": ";
    String name = spec.name(kafka.topicPrefix());
    Map<String, Object> settings = new KafkaSettings(kafka).consumer(clientId, null);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    KafkaConsumer<byte[], byte[]> consumer;
    try {
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException e) {
      throw new UnreachableException(at + "wrong settings: " + cause(e), e);
    }
    try {
      List<PartitionInfo> found = consumer.partitionsFor(name);
      if (found == null || found.isEmpty()) {
        throw new UnreachableException(
            at
                + "found no topic "
                + name
                + ", expected one; scoring-streams makes it when it starts",
            null);
      }
      consumer.assign(
          found.stream().map(info -> new TopicPartition(name, info.partition())).toList());
      return new OpenTopic(name, consumer);
    } catch (TimeoutException e) {
      consumer.close();
      throw new UnreachableException(at + "cannot be reached", e);
    } catch (KafkaException e) {
      consumer.close();
      throw new UnreachableException(at + cause(e), e);
    } catch (UnreachableException e) {
      consumer.close();
      throw e;
    }
  }

  /** What Kafka hides the innermost of its exceptions behind says nothing of use. */
  private static String cause(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
