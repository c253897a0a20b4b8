package dev.plumbline.bench.ingest;

/** The Kafka settings with which the idiomatic receiver writes. */
public enum BaselineProducer {
  /** What the Kafka client does when nobody sets anything: small batches, not compressed. */
  DEFAULTS("compression.type: none, batch.size: 16384, linger.ms: 5, buffer.memory: 33554432"),
  /** Ours: lz4, batches of 256 KiB, 30 ms of linger. Then only the receiving differs. */
  TUNED("");

  private final String properties;

  BaselineProducer(String properties) {
    this.properties = properties;
  }

  /** The entries of {@code kafka.properties}, as in a YAML map on one line. */
  String properties() {
    return properties;
  }
}
