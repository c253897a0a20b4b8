package dev.plumbline.ingest.admission;

import dev.plumbline.evaluation.capture.CaptureLevel;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Rejections;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;

/**
 * The counts as meters: {@code plumbline.ingest.requests} and {@code .items} by tenant, signal,
 * transport, outcome and reason, {@code .records} and {@code .bytes} of what was accepted, and the
 * bytes in flight; {@code .captured.records}, {@code .captured.read.bytes} and {@code
 * .captured.written.bytes} by level of what was made poorer, and {@code .redacted} values by kind.
 * The outcome of a request is {@code accepted}, {@code refused} (the sender's doing, or too much at
 * once) or {@code failed} (Kafka's or ours).
 */
public final class IngestMeters implements IngestMetrics {
  private static final Map<String, String> HELP =
      Map.of(
          "requests", "Export requests, by what became of them",
          "items", "Spans and log records in requests, by what became of them",
          "records", "Kafka records written for accepted requests",
          "bytes", "Bytes of accepted requests",
          "captured.records", "Records made poorer by the tenant's capture level",
          "captured.read.bytes", "Bytes of those records before",
          "captured.written.bytes", "Bytes of those records after",
          "redacted", "Values replaced in content");

  private final MeterRegistry registry;

  /** Meters in this registry. */
  public IngestMeters(MeterRegistry registry, BytesInFlight budget) {
    this.registry = registry;
    Gauge.builder("plumbline.ingest.in.flight.bytes", budget, BytesInFlight::held)
        .description("Bytes of requests that are being received or written")
        .register(registry);
    Gauge.builder("plumbline.ingest.in.flight.limit.bytes", budget, BytesInFlight::limit)
        .description("Most bytes that may be in flight")
        .register(registry);
  }

  @Override
  public void accepted(Origin origin, int items, int records, long bytes) {
    Tags tags = tags(origin);
    count("requests", outcome(tags, "accepted", ""), 1);
    count("items", outcome(tags, "accepted", ""), items);
    count("records", tags, records);
    count("bytes", tags, bytes);
  }

  @Override
  public void rejected(Origin origin, Rejections rejections) {
    rejections
        .byReason()
        .forEach(
            (reason, items) ->
                count("items", outcome(tags(origin), "rejected", reason.label()), items));
  }

  @Override
  public void captured(
      Origin origin, CaptureLevel level, long read, long written, Map<Kind, Integer> replaced) {
    Tags tags = tags(origin);
    Tags ofLevel = tags.and("level", level.label());
    count("captured.records", ofLevel, 1);
    count("captured.read.bytes", ofLevel, read);
    count("captured.written.bytes", ofLevel, written);
    replaced.forEach((kind, values) -> count("redacted", tags.and("kind", kind.word()), values));
  }

  @Override
  public void failed(Origin origin, FailureKind kind, int items) {
    Tags tags = outcome(tags(origin), kind.ours() ? "failed" : "refused", kind.label());
    count("requests", tags, 1);
    if (items > 0) {
      count("items", tags, items);
    }
  }

  private void count(String noun, Tags tags, double amount) {
    Counter.builder("plumbline.ingest." + noun)
        .description(HELP.get(noun))
        .tags(tags)
        .register(registry)
        .increment(amount);
  }

  private static Tags tags(Origin origin) {
    return Tags.of(
        "signal",
        origin.signal() == null ? "none" : origin.signal().label(),
        "transport",
        origin.transport().label(),
        "tenant",
        origin.tenant() == null ? "" : origin.tenant().name());
  }

  private static Tags outcome(Tags tags, String outcome, String reason) {
    return tags.and("outcome", outcome, "reason", reason);
  }
}
