package dev.plumbline.scoring;

import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.scoring.deadletter.DeadLetters;
import dev.plumbline.scoring.deadletter.DeserialisationHandler;
import dev.plumbline.scoring.deadletter.ProcessingHandler;
import dev.plumbline.scoring.deadletter.ProductionHandler;
import dev.plumbline.topics.TopicSpec;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the Streams application. */
final class StreamsSettings {
  private static final int COMMIT_MILLIS = 500;
  private static final int SESSION_MILLIS = 45_000;

  /** Takes up what changes many times between two commits: pending differences and windows. */
  private static final long CACHE_BYTES = 32L * 1024 * 1024;

  private StreamsSettings() {}

  static Properties of(ScoringConfig scoring, KafkaSettings kafka, DeadLetters deadLetters) {
    Properties settings = new Properties();
    settings.putAll(kafka.common("plumbline-scoring"));
    settings.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            scoring.applicationId(),
            StreamsConfig.STATE_DIR_CONFIG,
            scoring.stateDir().toString(),
            StreamsConfig.NUM_STREAM_THREADS_CONFIG,
            scoring.threads(),
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            COMMIT_MILLIS,
            StreamsConfig.GROUP_PROTOCOL_CONFIG,
            "classic",
            StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
            true,
            StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
            0L,
            StreamsConfig.REPLICATION_FACTOR_CONFIG,
            kafka.config().replicationFactor(),
            StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG,
            Serdes.StringSerde.class));
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeserialisationHandler.class);
    settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, ProcessingHandler.class);
    settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, ProductionHandler.class);
    settings.put(DeadLetters.SETTING, deadLetters);
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
        scoring.instanceId());
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, scoring.standbys());
    // The prefixed key would win over the operator's own.
    settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        2 * TopicSpec.MAX_MESSAGE_BYTES);
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 10);
    // A transaction's first batches to a partition are refused while the broker registers it; with
    // several in flight the later ones then arrive out of sequence and are all sent again.
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION), 1);
    settings.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        TopicSpec.MAX_MESSAGE_BYTES);
    settings.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        TopicSpec.MAX_MESSAGE_BYTES);
    return settings;
  }
}
