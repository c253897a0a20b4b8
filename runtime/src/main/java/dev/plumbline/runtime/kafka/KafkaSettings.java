package dev.plumbline.runtime.kafka;

import dev.plumbline.topics.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The settings of every Kafka client of Plumbline, in one place. {@code kafka.properties} may
 * change how fast or how patient a client is, and never what it promises: {@link #FIXED} keys are
 * refused there. All maps are new and may be changed by the caller.
 */
public final class KafkaSettings {
  /** Keys that carry a promise of Plumbline, or an identity, and are not the operator's to set. */
  static final Set<String> FIXED =
      Set.of(
          CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
          CommonClientConfigs.CLIENT_ID_CONFIG,
          CommonClientConfigs.GROUP_ID_CONFIG,
          CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
          ProducerConfig.PARTITIONER_CLASS_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.ISOLATION_LEVEL_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);

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
    return settings(clientId, Map.of(), Map.of());
  }

  /**
   * A producer that loses nothing it was acknowledged: all in-sync replicas, idempotent, large lz4
   * batches. A record fails for good 30 s after {@code send}. The lz4 level is left alone: any
   * value but the default picks the slow compressor.
   */
  public Map<String, Object> producer(String clientId) {
    return settings(
        clientId,
        Map.of(
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            BATCH_BYTES,
            ProducerConfig.LINGER_MS_CONFIG,
            10,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            BUFFER_BYTES,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            10_000,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            30_000),
        Map.of(
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            true,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            TopicSpec.MAX_MESSAGE_BYTES));
  }

  /**
   * A producer whose records and offsets are committed together.
   *
   * @param transactionalId the same over restarts of one instance, so that it fences its past self
   */
  public Map<String, Object> transactionalProducer(String clientId, String transactionalId) {
    Map<String, Object> settings = producer(clientId);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    return settings;
  }

  /**
   * A consumer that sees committed records only, begins at the start of a topic, and commits
   * nothing by itself. One poll returns at most 2,000 records and 8 MiB of a partition.
   *
   * @param groupId the group, or null for a consumer that assigns its partitions; a member of a
   *     group adds its own {@code group.instance.id}
   */
  public Map<String, Object> consumer(String clientId, @Nullable String groupId) {
    Map<String, Object> settings =
        settings(
            clientId,
            Map.of(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100),
            Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
    if (groupId != null) {
      settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    }
    return settings;
  }

  /** An admin client. */
  public Map<String, Object> admin(String clientId) {
    return common(clientId);
  }

  /** Keys of {@code properties} that the operator may not set, in their order. */
  static List<String> refused(Map<String, String> properties) {
    return properties.keySet().stream().filter(FIXED::contains).sorted().toList();
  }

  /** Defaults, then the operator's properties, then what must hold. */
  private Map<String, Object> settings(
      String clientId, Map<String, Object> defaults, Map<String, Object> promises) {
    Map<String, Object> settings = new HashMap<>(defaults);
    settings.putAll(config.properties());
    settings.putAll(promises);
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    return settings;
  }
}
