package dev.plumbline.scoring.assembly;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.topics.RecordHeaders;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Lets a record pass only if it holds one trace, its key is that trace's id, and it lies in the
 * partition that Java's partitioner gives that key. Everything else comes from a foreign producer
 * (null key, many traces, another hash) and is split and sent round by {@code spans-rekeyed}. No
 * header is trusted for this. A body that does not parse is thrown, and becomes a dead letter.
 */
public final class RouteProcessor implements Processor<String, byte[], String, Object> {
  private static final String DEFAULT_TENANT = "default";

  private final String signal;
  private final int partitions;
  private final String passed;
  private final String rekeyed;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, Object> context;

  /**
   * A router.
   *
   * @param signal {@code traces}, {@code logs}, or empty when a header says which
   * @param partitions the common partition count
   * @param passed node that takes {@link TraceRecord}s
   * @param rekeyed node that takes bytes
   */
  public RouteProcessor(
      String signal, int partitions, String passed, String rekeyed, ScoringMetrics metrics) {
    this.signal = signal;
    this.partitions = partitions;
    this.passed = passed;
    this.rekeyed = rekeyed;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String kind =
        signal.isEmpty()
            ? String.valueOf(RecordHeaders.text(record.headers(), RecordHeaders.SIGNAL))
            : signal;
    String header = RecordHeaders.text(record.headers(), RecordHeaders.TENANT);
    String tenant = header == null ? DEFAULT_TENANT : header;
    try {
      if (kind.equals("logs")) {
        logs(record, tenant, LogsData.parseFrom(record.value()));
      } else {
        spans(record, tenant, TracesData.parseFrom(record.value()));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("value is not an OTLP request of " + kind, e);
    }
  }

  private void spans(Record<String, byte[]> record, String tenant, TracesData data) {
    Map<String, TracesData.Builder> byTrace = new LinkedHashMap<>();
    for (ResourceSpans resource : data.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          byTrace
              .computeIfAbsent(hex(span.getTraceId()), key -> TracesData.newBuilder())
              .addResourceSpans(
                  resource.toBuilder()
                      .clearScopeSpans()
                      .addScopeSpans(scope.toBuilder().clearSpans().addSpans(span)));
        }
      }
    }
    if (byTrace.size() == 1 && ours(record, byTrace.keySet().iterator().next())) {
      TraceRecord one =
          new TraceRecord(
              tenant, record.key(), data.getResourceSpansList(), List.of(), record.value());
      forward(record.withValue(one), passed);
      return;
    }
    byTrace.forEach((trace, part) -> rekey(record, trace, part.build().toByteArray(), "traces"));
  }

  private void logs(Record<String, byte[]> record, String tenant, LogsData data) {
    Map<String, LogsData.Builder> byTrace = new LinkedHashMap<>();
    long withoutTrace = 0;
    for (ResourceLogs resource : data.getResourceLogsList()) {
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          if (log.getTraceId().isEmpty()) {
            withoutTrace++;
            continue;
          }
          byTrace
              .computeIfAbsent(hex(log.getTraceId()), key -> LogsData.newBuilder())
              .addResourceLogs(
                  resource.toBuilder()
                      .clearScopeLogs()
                      .addScopeLogs(scope.toBuilder().clearLogRecords().addLogRecords(log)));
        }
      }
    }
    if (withoutTrace > 0) {
      metrics.dropped(ScoringMetrics.Drop.LOG_WITHOUT_TRACE, withoutTrace);
    }
    if (byTrace.size() == 1
        && withoutTrace == 0
        && ours(record, byTrace.keySet().iterator().next())) {
      TraceRecord one =
          new TraceRecord(
              tenant, record.key(), List.of(), data.getResourceLogsList(), record.value());
      forward(record.withValue(one), passed);
      return;
    }
    byTrace.forEach((trace, part) -> rekey(record, trace, part.build().toByteArray(), "logs"));
  }

  private boolean ours(Record<String, byte[]> record, String trace) {
    return trace.equals(record.key()) && trace.length() == 32 && partitionOf(trace) == partition();
  }

  private int partitionOf(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private int partition() {
    return Objects.requireNonNull(context)
        .recordMetadata()
        .orElseThrow(() -> new IllegalStateException("a record without metadata"))
        .partition();
  }

  /** A trace id of another length can never be a key of ours; it becomes a dead letter. */
  private void rekey(Record<String, byte[]> record, String trace, byte[] value, String kind) {
    if (trace.length() != 32) {
      throw new IllegalArgumentException("a trace id of " + trace.length() / 2 + " bytes");
    }
    Record<String, Object> out = record.withKey(trace).withValue(value);
    RecordHeaders.set(out.headers(), RecordHeaders.SIGNAL, kind);
    forward(out, rekeyed);
  }

  private void forward(Record<String, ?> record, String child) {
    Objects.requireNonNull(context).forward(record.withValue((Object) record.value()), child);
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
