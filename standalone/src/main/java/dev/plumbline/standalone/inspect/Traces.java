package dev.plumbline.standalone.inspect;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.scoring.assembly.TraceSplit;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Payloads put together by trace, as the stream's topics would hold them. */
final class Traces {
  private final Map<ByteString, List<ResourceSpans>> byTrace = new LinkedHashMap<>();
  private final Map<ByteString, List<ResourceLogs>> logs = new LinkedHashMap<>();
  private final List<ResourceLogs> allLogs = new ArrayList<>();
  private int spans;
  private int withoutIds;

  void add(Payload payload) {
    switch (payload) {
      case Payload.Spans sent ->
          TraceSplit.split(usable(sent.data()))
              .forEach((id, part) -> of(byTrace, id).addAll(part.getResourceSpansList()));
      case Payload.Logs sent -> addLogs(sent.data());
      case Payload.Metrics _ -> {
        // Nothing of an interaction is in them.
      }
    }
  }

  /** The traces that have spans; a log record alone makes none. */
  List<TraceContent> contents(String tenant) {
    List<TraceContent> contents = new ArrayList<>();
    byTrace.forEach(
        (id, held) ->
            contents.add(
                new TraceContent(
                    tenant,
                    HexFormat.of().formatHex(id.toByteArray()),
                    held,
                    logs.getOrDefault(id, List.of()))));
    return contents;
  }

  /** All logs, also of no trace. */
  List<ResourceLogs> logs() {
    return allLogs;
  }

  long logRecords() {
    return allLogs.stream()
        .flatMap(resource -> resource.getScopeLogsList().stream())
        .mapToLong(scope -> scope.getLogRecordsCount())
        .sum();
  }

  int spans() {
    return spans;
  }

  /** Spans that no service would have accepted. */
  int withoutIds() {
    return withoutIds;
  }

  private TracesData usable(TracesData data) {
    TracesData.Builder usable = data.toBuilder();
    for (ResourceSpans.Builder resource : usable.getResourceSpansBuilderList()) {
      for (ScopeSpans.Builder scope : resource.getScopeSpansBuilderList()) {
        List<Span> valid = scope.getSpansList().stream().filter(ProtobufPayload::hasIds).toList();
        spans += valid.size();
        withoutIds += scope.getSpansCount() - valid.size();
        scope.clearSpans().addAllSpans(valid);
      }
    }
    return usable.build();
  }

  private void addLogs(LogsData data) {
    TraceSplit.split(data).forEach((id, part) -> of(logs, id).addAll(part.getResourceLogsList()));
    allLogs.addAll(data.getResourceLogsList());
  }

  private static <T> List<T> of(Map<ByteString, List<T>> byTrace, ByteString id) {
    return byTrace.computeIfAbsent(id, key -> new ArrayList<>());
  }
}
