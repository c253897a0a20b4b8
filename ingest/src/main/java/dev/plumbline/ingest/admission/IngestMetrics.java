package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.RejectReason;
import dev.plumbline.ingest.otlp.Signal;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/**
 * What went in and what did not. For every request that could be read: items sent = accepted +
 * rejected (by reason); a request that failed as a whole is in {@code failed} by reason and none of
 * its items were acknowledged. Accepted items are in Kafka.
 */
public final class IngestMetrics {
  private static final String ITEMS = "plumbline.ingest.items";

  private final MeterRegistry registry;

  /** Meters in this registry. */
  public IngestMetrics(MeterRegistry registry, BytesInFlight budget) {
    this.registry = registry;
    Gauge.builder("plumbline.ingest.in.flight.bytes", budget, BytesInFlight::held)
        .register(registry);
  }

  /** A request is acknowledged. */
  public void accepted(Signal signal, int items, int records, long bytes) {
    registry
        .counter(ITEMS, "signal", signal.label(), "outcome", "accepted", "reason", "")
        .increment(items);
    registry.counter("plumbline.ingest.records", "signal", signal.label()).increment(records);
    registry.counter("plumbline.ingest.bytes", "signal", signal.label()).increment(bytes);
    registry
        .counter(
            "plumbline.ingest.requests",
            "signal",
            signal.label(),
            "outcome",
            "accepted",
            "reason",
            "")
        .increment();
  }

  /** Items of a request can never be accepted. */
  public void rejected(Signal signal, Map<RejectReason, Integer> reasons) {
    reasons.forEach(
        (reason, count) ->
            registry
                .counter(
                    ITEMS,
                    "signal",
                    signal.label(),
                    "outcome",
                    "rejected",
                    "reason",
                    reason.label())
                .increment(count));
  }

  /** A request failed as a whole. */
  public void failed(String signal, FailureKind kind) {
    registry
        .counter(
            "plumbline.ingest.requests",
            "signal",
            signal,
            "outcome",
            "failed",
            "reason",
            kind.label())
        .increment();
  }
}
