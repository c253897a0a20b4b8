package dev.plumbline.ingest.admission;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.capture.Capture;
import dev.plumbline.evaluation.capture.CaptureLevel;
import dev.plumbline.ingest.auth.Tenant;
import dev.plumbline.ingest.otlp.ExportException;
import dev.plumbline.ingest.otlp.FailureKind;
import dev.plumbline.ingest.otlp.Signal;
import dev.plumbline.ingest.otlp.TraceRecord;
import java.util.List;
import java.util.function.Function;

/**
 * How much of each tenant's content goes on. At the level full records are not looked into. At the
 * others each is decoded when its turn comes to be written, one at a time, so that a request takes
 * the memory of its largest record beside its own.
 */
public final class TenantContent {
  private final Function<Tenant, CaptureLevel> levels;
  private final Capture capture;
  private final IngestMetrics metrics;

  /**
   * Levels that may change at any time.
   *
   * @param levels the level of a tenant
   */
  public TenantContent(
      Function<Tenant, CaptureLevel> levels, Capture capture, IngestMetrics metrics) {
    this.levels = levels;
    this.capture = capture;
    this.metrics = metrics;
  }

  /** Whether a tenant's records go on as they came. */
  boolean passes(Tenant tenant) {
    return levels.apply(tenant) == CaptureLevel.FULL;
  }

  /** The records as they go on. */
  List<TraceRecord> kept(Origin origin, Tenant tenant, Signal signal, List<TraceRecord> records) {
    CaptureLevel level = levels.apply(tenant);
    return level == CaptureLevel.FULL
        ? records
        : records.stream()
            .map(record -> record.rewritten(bytes -> kept(origin, tenant, signal, level, bytes)))
            .toList();
  }

  private byte[] kept(
      Origin origin, Tenant tenant, Signal signal, CaptureLevel level, byte[] record) {
    Capture.Kept kept = kept(tenant, signal, level, record);
    CaptureLevel reached = level;
    if (kept.request().length > Exporter.MAX_RECORD_BYTES) {
      // Tokens may be longer than values: what no record can hold is not kept.
      reached = CaptureLevel.METADATA;
      kept = kept(tenant, signal, reached, record);
    }
    metrics.captured(origin, reached, record.length, kept.request().length, kept.replaced());
    return kept.request();
  }

  private Capture.Kept kept(Tenant tenant, Signal signal, CaptureLevel level, byte[] record) {
    try {
      return signal == Signal.LOGS
          ? capture.logs(level, tenant.name(), record)
          : capture.spans(level, tenant.name(), record);
    } catch (InvalidProtocolBufferException e) {
      // The scanner takes nothing that a parser does not, so this is a defect; nothing goes on.
      throw new ExportException(FailureKind.MALFORMED, "a record of the request cannot be decoded");
    }
  }
}
