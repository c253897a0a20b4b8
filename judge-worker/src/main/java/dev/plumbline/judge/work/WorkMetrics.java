package dev.plumbline.judge.work;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of requests: records read = verdicts committed + dropped (by reason) + in flight +
 * waiting. A dropped request whose offset is not committed is read again.
 */
public final class WorkMetrics {
  private final MeterRegistry registry;
  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** Why a record ended without a verdict from here. */
  public enum Drop {
    /** The commit's bitmap says that its verdict is written. */
    FINISHED_BEFORE,
    /** A request with its judgment key is in flight or was just answered. */
    DUPLICATE_REQUEST,
    /** Not a request; it is a dead letter now. */
    UNREADABLE,
    /** Its partition went to another worker before its verdict was committed. */
    PARTITION_REVOKED,
    /** The worker stopped before it was judged. */
    STOPPED,
    /** The clients broke and were made anew before its verdict was committed. */
    CLIENTS_RESTARTED
  }

  /** Meters in this registry. */
  public WorkMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("plumbline.judge.in.flight.requests", calls, AtomicLong::get).register(registry);
    Gauge.builder("plumbline.judge.in.flight.bytes", bytes, AtomicLong::get).register(registry);
  }

  void inFlight(int requests, long size) {
    calls.set(requests);
    bytes.set(size);
  }

  void read(int records) {
    registry.counter("plumbline.judge.requests").increment(records);
  }

  void committed(String evaluator, String outcome) {
    registry
        .counter("plumbline.judge.verdicts", "evaluator", evaluator, "outcome", outcome)
        .increment();
  }

  void dropped(Drop reason, long count) {
    registry
        .counter("plumbline.judge.dropped", "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment(count);
  }

  void aborted() {
    registry.counter("plumbline.judge.transactions.aborted").increment();
  }

  void restarted() {
    registry.counter("plumbline.judge.client.restarts").increment();
  }
}
