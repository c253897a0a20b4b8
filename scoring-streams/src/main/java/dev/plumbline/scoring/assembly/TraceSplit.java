package dev.plumbline.scoring.assembly;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** OTLP requests taken apart by trace; every part keeps its resources and scopes. */
public final class TraceSplit {
  private TraceSplit() {}

  /** The trace ids of a request, in order. */
  static Set<ByteString> traces(TracesData data) {
    Set<ByteString> traces = new LinkedHashSet<>();
    for (ResourceSpans resource : data.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> traces.add(span.getTraceId()));
      }
    }
    return traces;
  }

  /** The trace ids of a request, in order; the empty one stands for records without a trace. */
  static Set<ByteString> traces(LogsData data) {
    Set<ByteString> traces = new LinkedHashSet<>();
    for (ResourceLogs resource : data.getResourceLogsList()) {
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        scope.getLogRecordsList().forEach(log -> traces.add(log.getTraceId()));
      }
    }
    return traces;
  }

  /** The spans by trace id, in order of first appearance. */
  public static Map<ByteString, TracesData> split(TracesData data) {
    Map<ByteString, TracesData.Builder> parts = new LinkedHashMap<>();
    for (ResourceSpans resource : data.getResourceSpansList()) {
      Map<ByteString, ResourceSpans.Builder> resources = new LinkedHashMap<>();
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        Map<ByteString, ScopeSpans.Builder> scopes = new LinkedHashMap<>();
        for (Span span : scope.getSpansList()) {
          scopes
              .computeIfAbsent(span.getTraceId(), id -> scope.toBuilder().clearSpans())
              .addSpans(span);
        }
        scopes.forEach(
            (id, part) ->
                resources
                    .computeIfAbsent(id, same -> resource.toBuilder().clearScopeSpans())
                    .addScopeSpans(part));
      }
      resources.forEach(
          (id, part) ->
              parts.computeIfAbsent(id, same -> TracesData.newBuilder()).addResourceSpans(part));
    }
    Map<ByteString, TracesData> split = new LinkedHashMap<>();
    parts.forEach((id, part) -> split.put(id, part.build()));
    return split;
  }

  /** The log records by trace id, in order of first appearance. */
  public static Map<ByteString, LogsData> split(LogsData data) {
    Map<ByteString, LogsData.Builder> parts = new LinkedHashMap<>();
    for (ResourceLogs resource : data.getResourceLogsList()) {
      Map<ByteString, ResourceLogs.Builder> resources = new LinkedHashMap<>();
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        Map<ByteString, ScopeLogs.Builder> scopes = new LinkedHashMap<>();
        for (LogRecord log : scope.getLogRecordsList()) {
          scopes
              .computeIfAbsent(log.getTraceId(), id -> scope.toBuilder().clearLogRecords())
              .addLogRecords(log);
        }
        scopes.forEach(
            (id, part) ->
                resources
                    .computeIfAbsent(id, same -> resource.toBuilder().clearScopeLogs())
                    .addScopeLogs(part));
      }
      resources.forEach(
          (id, part) ->
              parts.computeIfAbsent(id, same -> LogsData.newBuilder()).addResourceLogs(part));
    }
    Map<ByteString, LogsData> split = new LinkedHashMap<>();
    parts.forEach((id, part) -> split.put(id, part.build()));
    return split;
  }
}
