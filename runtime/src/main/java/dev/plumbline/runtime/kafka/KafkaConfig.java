package dev.plumbline.runtime.kafka;

import dev.plumbline.runtime.config.Problems;
import java.util.Map;

/**
 * How to reach Kafka; the same for every service of one installation.
 *
 * @param bootstrapServers comma-separated host:port
 * @param topicPrefix prefix of every topic but the two OTLP ones
 * @param partitions common partition count N; never changed once topics exist
 * @param replicationFactor copies of each partition when topics are created
 * @param createTopics whether start-up creates missing topics
 * @param properties passed to every Kafka client, for example its security settings; keys that
 *     carry a promise of Plumbline, such as {@code acks}, are refused
 */
public record KafkaConfig(
    String bootstrapServers,
    String topicPrefix,
    Integer partitions,
    Integer replicationFactor,
    Boolean createTopics,
    Map<String, String> properties) {

  /** Fills defaults and checks ranges. */
  public KafkaConfig {
    bootstrapServers = bootstrapServers == null ? "localhost:9092" : bootstrapServers;
    topicPrefix = topicPrefix == null ? "plumbline." : topicPrefix;
    partitions = partitions == null ? 8 : partitions;
    replicationFactor = replicationFactor == null ? 1 : replicationFactor;
    createTopics = createTopics == null || createTopics;
    properties = properties == null ? Map.of() : Map.copyOf(properties);
    Problems problems =
        Problems.of("kafka")
            .check(
                bootstrapServers.matches("\\s*[^\\s,:]+:\\d+\\s*(,\\s*[^\\s,:]+:\\d+\\s*)*"),
                "bootstrapServers",
                "\"" + bootstrapServers + "\"",
                "host:port, several separated by commas")
            .check(
                topicPrefix.matches("[a-zA-Z0-9._-]{0,100}"),
                "topicPrefix",
                "\"" + topicPrefix + "\"",
                "at most 100 letters, digits, dots, dashes")
            .inRange("partitions", partitions, 1, 1024)
            .inRange("replicationFactor", replicationFactor, 1, 16);
    for (String key : KafkaSettings.refused(properties)) {
      problems.check(false, "properties." + key, "a value", "none, since Plumbline sets it");
    }
    problems.throwIfAny();
  }

  /** Without the values of properties, which may be passwords. */
  @Override
  public String toString() {
    return "KafkaConfig[bootstrapServers=%s, topicPrefix=%s, properties=%s]"
        .formatted(bootstrapServers, topicPrefix, properties.keySet());
  }
}
