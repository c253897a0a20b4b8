package dev.plumbline.judge.work;

import io.micrometer.core.instrument.Counter;
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
    Gauge.builder("plumbline.judge.in.flight.requests", calls, AtomicLong::get)
        .description("Requests read whose verdict is not committed")
        .register(registry);
    Gauge.builder("plumbline.judge.in.flight.bytes", bytes, AtomicLong::get)
        .description("Bytes of those requests")
        .register(registry);
  }

  void inFlight(int requests, long size) {
    calls.set(requests);
    bytes.set(size);
  }

  void read(int records) {
    counter("plumbline.judge.requests", "Request records read").increment(records);
  }

  void committed(String evaluator, String outcome) {
    counter(
            "plumbline.judge.verdicts",
            "Verdicts committed",
            "evaluator",
            evaluator,
            "outcome",
            outcome)
        .increment();
  }

  void dropped(Drop reason, long count) {
    counter(
            "plumbline.judge.dropped",
            "Request records that ended without a verdict from here",
            "reason",
            reason.name().toLowerCase(Locale.ROOT))
        .increment(count);
  }

  void aborted() {
    counter(
            "plumbline.judge.transactions.aborted",
            "Transactions aborted; what they held is sent again")
        .increment();
  }

  void restarted() {
    counter("plumbline.judge.client.restarts", "Times that broken Kafka clients were made anew")
        .increment();
  }

  private Counter counter(String name, String help, String... tags) {
    return Counter.builder(name).description(help).tags(tags).register(registry);
  }
}
