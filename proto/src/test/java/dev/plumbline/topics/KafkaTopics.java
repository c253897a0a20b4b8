package dev.plumbline.topics;

import java.util.List;

/** The catalogue as Strimzi's KafkaTopic resources. */
final class KafkaTopics {
  private static final String PREFIX = "plumbline.";

  /** As in the production overlay's {@code kafka.partitions}. */
  private static final int PARTITIONS = 24;

  private static final int REPLICAS = 3;

  private KafkaTopics() {}

  static String yaml(List<TopicSpec> topics) {
    StringBuilder yaml =
        new StringBuilder("# Generated from TopicCatalog, see proto/README.md; do not edit.\n");
    topics.forEach(topic -> yaml.append(resource(topic)));
    return yaml.toString();
  }

  private static String resource(TopicSpec topic) {
    String name = topic.name(PREFIX);
    StringBuilder yaml =
        new StringBuilder(
            """
            ---
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaTopic
            metadata:
              name: %s
              labels: {strimzi.io/cluster: plumbline}
            spec:
              topicName: %s
              partitions: %d
              replicas: %d
              config:
            """
                .formatted(name.replace('_', '-'), name, topic.partitions(PARTITIONS), REPLICAS));
    topic
        .config()
        .forEach(
            (key, value) -> yaml.append("    ").append(key).append(": ").append(quoted(value)));
    return yaml.toString();
  }

  private static String quoted(String value) {
    return (value.matches("-?\\d+") ? value : "\"" + value + "\"") + "\n";
  }
}
