package dev.plumbline.ingest.admission;

import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.ExportResult;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.MalformedRequestException;
import dev.plumbline.ingest.otlp.OtlpScanner;
import dev.plumbline.ingest.otlp.RejectReason;
import dev.plumbline.ingest.otlp.ScannedRequest;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.otlp.TraceId;
import dev.plumbline.ingest.publish.OtlpRecord;
import dev.plumbline.ingest.publish.Publisher;
import dev.plumbline.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Takes a request apart by trace, publishes it, and answers when Kafka has all of it. */
public final class Exporter {
  /** Room for frames, key and headers beside the largest item of a record. */
  private static final int MAX_ITEM_BYTES = TopicSpec.MAX_MESSAGE_BYTES - 256 * 1024;

  private final Publisher publisher;
  private final IngestMetrics metrics;
  private final int recordCap;

  /** An exporter. */
  public Exporter(Publisher publisher, IngestMetrics metrics, LimitsConfig limits) {
    this.publisher = publisher;
    this.metrics = metrics;
    this.recordCap = limits.recordCap().intBytes();
  }

  /**
   * Exports one request. The body is released when the result is there, whatever it is.
   *
   * @return fails with an {@link ExportException}
   */
  public CompletableFuture<ExportResult> export(Signal signal, Body body) {
    CompletableFuture<ExportResult> result;
    try {
      result = start(signal, body.bytes());
    } catch (ExportException e) {
      result = CompletableFuture.failedFuture(e);
    }
    return result.whenComplete(
        (done, failure) -> {
          body.close();
          if (failure != null) {
            metrics.failed(signal.label(), ExportFailure.of(failure).kind());
          }
        });
  }

  private CompletableFuture<ExportResult> start(Signal signal, byte[] bytes) {
    if (signal == Signal.METRICS) {
      metrics.accepted(signal, 0, 0, bytes.length);
      return CompletableFuture.completedFuture(new ExportResult(signal, Map.of()));
    }
    ScannedRequest scanned = scan(signal, bytes);
    if (scanned.accepted() == 0 && scanned.rejectedCount() > 0) {
      metrics.rejected(signal, scanned.rejected());
      throw new ExportException(FailureKind.MALFORMED, nothingValid(scanned.rejected()));
    }
    List<OtlpRecord> records = records(signal, scanned);
    return publisher
        .publish(records)
        .thenApply(
            acknowledged -> {
              metrics.rejected(signal, scanned.rejected());
              metrics.accepted(signal, scanned.accepted(), records.size(), bytes.length);
              return new ExportResult(signal, scanned.rejected());
            });
  }

  private static ScannedRequest scan(Signal signal, byte[] bytes) {
    try {
      return OtlpScanner.scan(bytes, signal, MAX_ITEM_BYTES);
    } catch (MalformedRequestException e) {
      throw new ExportException(FailureKind.MALFORMED, String.valueOf(e.getMessage()));
    }
  }

  private static String nothingValid(Map<RejectReason, Integer> rejected) {
    StringBuilder message = new StringBuilder("nothing in the request can be accepted");
    rejected.forEach(
        (reason, count) ->
            message.append("; ").append(count).append(" rejected: ").append(reason.text()));
    return message.toString();
  }

  private List<OtlpRecord> records(Signal signal, ScannedRequest scanned) {
    List<OtlpRecord> records = new ArrayList<>();
    for (TraceId trace : scanned.byTrace().keySet()) {
      String key = trace.isZero() ? null : trace.hex();
      for (byte[] value : scanned.requestsOf(trace, recordCap)) {
        records.add(new OtlpRecord(signal, key, value));
      }
    }
    return records;
  }
}
