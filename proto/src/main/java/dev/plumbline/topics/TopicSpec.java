package dev.plumbline.topics;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One topic of the catalogue.
 *
 * @param baseName name without the prefix
 * @param key what the record key is, as text
 * @param value the value's type: a protobuf message full name, or the OTLP request type
 * @param cleanup what the broker does with old records
 * @param retention how long records are kept; zero when they are compacted and never deleted
 * @param width how many partitions
 * @param visibility whether downstream users may rely on it
 * @param purpose one sentence for the documentation
 */
public record TopicSpec(
    String baseName,
    String key,
    String value,
    Cleanup cleanup,
    Duration retention,
    Width width,
    Visibility visibility,
    String purpose) {

  /** Largest record that any topic takes, in bytes. */
  public static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

  /** The broker's {@code cleanup.policy}. */
  public enum Cleanup {
    /** Old segments are deleted. */
    DELETE("delete"),
    /** The last record of a key stays. */
    COMPACT("compact"),
    /** The last record of a key stays until it is old. */
    COMPACT_DELETE("compact,delete");

    private final String policy;

    Cleanup(String policy) {
      this.policy = policy;
    }

    /** The value of {@code cleanup.policy}. */
    public String policy() {
      return policy;
    }
  }

  /** How many partitions a topic has. */
  public enum Width {
    /** The common partition count N of everything keyed by trace or slice. */
    COMMON,
    /** One partition. */
    SINGLE
  }

  /** Who may rely on a topic. */
  public enum Visibility {
    /** Additive within v1. */
    PUBLIC,
    /** May change with any release. */
    INTERNAL
  }

  /**
   * The topic's name on the broker. The two OTLP topics keep the Collector's names whatever the
   * prefix.
   *
   * @param prefix the configured prefix, for example {@code "plumbline."}; may be empty
   */
  public String name(String prefix) {
    return baseName.startsWith("otlp_") ? baseName : prefix + baseName;
  }

  /**
   * Partition count on the broker.
   *
   * @param common the configured common count N
   */
  public int partitions(int common) {
    return width == Width.SINGLE ? 1 : common;
  }

  /** Topic configuration that the broker must have, by Kafka's own keys. */
  public Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("cleanup.policy", cleanup.policy());
    config.put("retention.ms", retention.isZero() ? "-1" : Long.toString(retention.toMillis()));
    config.put("message.timestamp.type", "LogAppendTime");
    config.put("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
    return config;
  }
}
