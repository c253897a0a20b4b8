package dev.plumbline.bench.ingest;

import java.time.Duration;

/**
 * How long everything is measured.
 *
 * @param pairs slices of each side per row that count
 * @param slice length of one
 * @param warmUp how long each side is warmed up with small calls, per encoding, and then with each
 *     row's own
 * @param overload how long three times the maximum is offered
 * @param beforePause how long Kafka is there before it is paused
 * @param pause how long it is paused
 * @param afterPause how long it is watched afterwards
 */
public record Plan(
    int pairs,
    Duration slice,
    Duration warmUp,
    Duration overload,
    Duration beforePause,
    Duration pause,
    Duration afterPause) {
  /** What is published. */
  public static Plan full() {
    return new Plan(
        9,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30));
  }

  /** A look. */
  public static Plan quick() {
    return new Plan(
        3,
        Duration.ofSeconds(3),
        Duration.ofSeconds(8),
        Duration.ofSeconds(20),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofSeconds(15));
  }
}
