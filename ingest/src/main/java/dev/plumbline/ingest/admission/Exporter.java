package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.ExportResult;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.OtlpScanner;
import dev.plumbline.ingest.otlp.Regrouped;
import dev.plumbline.ingest.otlp.Rejections;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.publish.Publisher;
import dev.plumbline.topics.TopicSpec;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes a request apart by trace, publishes it, and answers when Kafka has all of it. */
public final class Exporter {
  /** Leaves room for key, headers and the batch around a record, and for what lz4 may add. */
  static final int MAX_RECORD_BYTES = TopicSpec.MAX_MESSAGE_BYTES - 64 * 1024;

  /** Takes a few milliseconds, most of them to compress. */
  private static final int QUICK_BYTES = 1024 * 1024;

  /** How many times its limit a request may grow when its resources are copied for each trace. */
  private static final int MAX_REGROUPED = 2;

  private final Publisher publisher;
  private final IngestMetrics metrics;
  private final LimitsConfig limits;
  private final TenantRates rates;
  private final TenantContent content;

  /** An exporter. */
  public Exporter(
      Publisher publisher,
      IngestMetrics metrics,
      LimitsConfig limits,
      TenantRates rates,
      TenantContent content) {
    this.rates = rates;
    this.content = content;
    this.publisher = publisher;
    this.metrics = metrics;
    this.limits = limits;
  }

  /**
   * Whether an export takes no longer than an event loop can spare, and waits for nothing.
   *
   * @param length bytes of its body
   */
  public boolean isQuick(Tenant tenant, int length) {
    return length <= QUICK_BYTES && publisher.hasRoom() && content.passes(tenant);
  }

  /**
   * Asks whether a tenant may send now; before its request is read.
   *
   * @throws ExportException RATE_LIMITED
   */
  public void admit(Tenant tenant) {
    rates.admit(tenant);
  }

  /**
   * Exports one request and counts what became of it. The body's bytes are done with when this
   * returns; its share of the budget is released when the result is there, whatever it is.
   *
   * @return fails with an {@link ExportException} only
   */
  public CompletableFuture<ExportResult> export(
      Tenant tenant, Signal signal, Transport transport, Body body) {
    Origin origin = new Origin(signal, transport, tenant);
    Regrouped regrouped = null;
    CompletableFuture<@Nullable Void> published;
    rates.sentBytes(tenant, body.length());
    try {
      regrouped = signal == Signal.METRICS ? Regrouped.nothing() : regroup(signal, origin, body);
      rates.sentItems(tenant, regrouped.items());
      published =
          regrouped.records().isEmpty()
              ? CompletableFuture.completedFuture(null)
              : publisher.publish(
                  tenant, signal, content.kept(origin, tenant, signal, regrouped.records()));
    } catch (RuntimeException e) {
      published = CompletableFuture.failedFuture(e);
    }
    return ended(signal, origin, body, regrouped, published);
  }

  private CompletableFuture<ExportResult> ended(
      Signal signal,
      Origin origin,
      Body body,
      @Nullable Regrouped regrouped,
      CompletableFuture<@Nullable Void> published) {
    int items = regrouped == null ? 0 : regrouped.items();
    int records = regrouped == null ? 0 : regrouped.records().size();
    Rejections rejected = regrouped == null ? new Rejections() : regrouped.rejected();
    int bytes = body.length();
    Share share = body.share();
    return published.handle(
        (acknowledged, failure) -> {
          share.close();
          if (failure != null) {
            ExportException told = ExportFailure.of(failure);
            metrics.failed(origin, told.kind(), items);
            throw told;
          }
          metrics.accepted(origin, items, records, bytes);
          return new ExportResult(signal, rejected);
        });
  }

  /**
   * What surrounds the items is copied for each trace, so a small request can become a large one:
   * its share of the budget grows to what will stand in the producer's buffers.
   */
  private Regrouped regroup(Signal signal, Origin origin, Body body) {
    Regrouped regrouped =
        OtlpScanner.scan(body.bytes(), body.length(), signal, limits.maxParts())
            .regroup(limits.recordCap().intBytes(), MAX_RECORD_BYTES);
    metrics.rejected(origin, regrouped.rejected());
    if (regrouped.items() == 0 && regrouped.rejected().total() > 0) {
      throw new ExportException(
          FailureKind.MALFORMED,
          "nothing in the request can be accepted; " + regrouped.rejected().describe());
    }
    if (regrouped.bytes() > MAX_REGROUPED * limits.maxRequest().bytes()) {
      throw new ExportException(
          FailureKind.TOO_LARGE,
          "the request takes "
              + regrouped.bytes()
              + " bytes with its resources and scopes written for each trace; send fewer traces"
              + " at a time, or smaller resources");
    }
    body.share().hold(Math.max(body.length(), regrouped.bytes()));
    return regrouped;
  }
}
