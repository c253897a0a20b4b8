package dev.plumbline.runtime.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The meters that Kafka clients keep themselves, shown in a service's registry until this is
 * closed. Each bound client costs one thread that looks for new meters once a minute; close it
 * after the clients.
 */
public final class KafkaMeters implements AutoCloseable {
  private final MeterRegistry registry;
  private final Deque<KafkaClientMetrics> bound = new ArrayDeque<>();

  /** Binds to this registry, nothing yet. */
  public KafkaMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The same producer, its meters bound. */
  public <P extends Producer<?, ?>> P bind(P producer) {
    bind(new KafkaClientMetrics(producer));
    return producer;
  }

  /** The same consumer, its meters bound. */
  public <C extends Consumer<?, ?>> C bind(C consumer) {
    bind(new KafkaClientMetrics(consumer));
    return consumer;
  }

  @Override
  public synchronized void close() {
    while (!bound.isEmpty()) {
      bound.pop().close();
    }
  }

  private synchronized void bind(KafkaClientMetrics metrics) {
    metrics.bindTo(registry);
    bound.push(metrics);
  }
}
