package dev.plumbline.ingest.publish;

import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Whether Kafka can take records now. The producer cannot tell: it knows its topics from memory.
 * Every period the brokers are asked, unless a record was acknowledged since the last time: one
 * that is only too busy to answer questions must not be taken for one that is gone.
 */
public final class KafkaReachability implements Component {
  private final Supplier<Health> brokers;
  private final Duration period;
  private final ScheduledExecutorService prober =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("kafka-reachability").daemon().factory());
  private volatile boolean acknowledged;
  private volatile Health health = Health.down("Kafka was not asked yet");

  /**
   * A probe that is not started yet.
   *
   * @param brokers asks them; may take seconds
   * @param period time between two questions
   */
  public KafkaReachability(Supplier<Health> brokers, Duration period) {
    this.brokers = brokers;
    this.period = period;
  }

  /** Asks once, so that a service is ready when it has started, and then every period. */
  @Override
  public void start() {
    probe();
    var _ =
        prober.scheduleWithFixedDelay(
            this::probe, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A record was acknowledged. */
  void acknowledged() {
    if (!acknowledged) {
      acknowledged = true;
    }
  }

  @Override
  public Health check() {
    return health;
  }

  @Override
  public void close() {
    prober.shutdownNow();
  }

  /** Asks, unless there is no need to. */
  void probe() {
    boolean seen = acknowledged;
    acknowledged = false;
    try {
      health = seen ? Health.up() : brokers.get();
    } catch (RuntimeException e) {
      // Anything thrown here would end the schedule, and with it all knowledge of Kafka.
      health = Health.down("Kafka cannot be asked: " + e);
    }
  }
}
