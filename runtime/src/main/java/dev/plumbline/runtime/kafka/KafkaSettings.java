package dev.plumbline.runtime.kafka;

import dev.plumbline.topics.TopicSpec;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/** The settings of every Kafka client of Plumbline, in one place. */
public final class KafkaSettings {
  private static final int BATCH_BYTES = 256 * 1024;
  private static final long BUFFER_BYTES = 64L * 1024 * 1024;
  private static final int FETCH_BYTES = 8 * 1024 * 1024;

  private final KafkaConfig config;

  /** Settings that follow from the config. */
  public KafkaSettings(KafkaConfig config) {
    this.config = config;
  }

  /** The config behind them. */
  public KafkaConfig config() {
    return config;
  }

  /** What every client has: where the brokers are, and the operator's own properties. */
  public Map<String, Object> common(String clientId) {
    Map<String, Object> settings = new HashMap<>(config.properties());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    return settings;
  }

  /**
   * A producer that loses nothing it was acknowledged: all in-sync replicas, idempotent, large lz4
   * batches. The lz4 level is left alone: any value but the default picks the slow compressor.
   */
  public Map<String, Object> producer(String clientId) {
    Map<String, Object> settings = common(clientId);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 10);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.MAX_MESSAGE_BYTES);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    return settings;
  }

  /** A producer whose records and offsets are committed together. */
  public Map<String, Object> transactionalProducer(String clientId, String transactionalId) {
    Map<String, Object> settings = producer(clientId);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return settings;
  }

  /**
   * A consumer that sees committed records only and commits nothing by itself.
   *
   * @param groupId the group, or null for a consumer that assigns its partitions
   */
  public Map<String, Object> consumer(String clientId, @Nullable String groupId) {
    Map<String, Object> settings = common(clientId);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
    if (groupId != null) {
      settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    }
    return settings;
  }

  /** An admin client. */
  public Map<String, Object> admin(String clientId) {
    return common(clientId);
  }
}
