package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.LogsData;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Payloads recorded from real client libraries, as the traces that they are about. */
final class RecordedPayloads {
  private static final String DIR = "/otlp/";

  private RecordedPayloads() {}

  static JsonNode expectations() {
    try (InputStream in = open("expectations.json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The traces of a scenario's files, each request adding what it holds in the given order. */
  static List<TraceContent> traces(List<String> files) {
    Map<String, List<ResourceSpans>> spans = new TreeMap<>();
    Map<String, List<ResourceLogs>> logs = new TreeMap<>();
    for (String file : files) {
      byte[] bytes = bytes(file);
      try {
        if (file.contains(".logs")) {
          splitLogs(LogsData.parseFrom(bytes), logs);
        } else {
          splitSpans(TracesData.parseFrom(bytes), spans);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    List<TraceContent> traces = new ArrayList<>();
    spans.forEach(
        (id, held) ->
            traces.add(new TraceContent("default", id, held, logs.getOrDefault(id, List.of()))));
    return traces;
  }

  private static void splitSpans(TracesData data, Map<String, List<ResourceSpans>> byTrace) {
    for (ResourceSpans resource : data.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          byTrace
              .computeIfAbsent(hex(span.getTraceId()), key -> new ArrayList<>())
              .add(
                  resource.toBuilder()
                      .clearScopeSpans()
                      .addScopeSpans(scope.toBuilder().clearSpans().addSpans(span))
                      .build());
        }
      }
    }
  }

  /** The records of one trace in one request stay together, in their order. */
  private static void splitLogs(LogsData data, Map<String, List<ResourceLogs>> byTrace) {
    for (ResourceLogs resource : data.getResourceLogsList()) {
      Map<String, ResourceLogs.Builder> parts = new TreeMap<>();
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          parts
              .computeIfAbsent(hex(log.getTraceId()), key -> resource.toBuilder().clearScopeLogs())
              .addScopeLogs(scope.toBuilder().clearLogRecords().addLogRecords(log));
        }
      }
      parts.forEach(
          (id, part) -> byTrace.computeIfAbsent(id, key -> new ArrayList<>()).add(part.build()));
    }
  }

  private static String hex(ByteString id) {
    return SpanView.hex(id);
  }

  private static byte[] bytes(String file) {
    try (InputStream in = open(file)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String file) throws IOException {
    InputStream in = RecordedPayloads.class.getResourceAsStream(DIR + file);
    if (in == null) {
      throw new IOException("no test resource " + DIR + file);
    }
    return in;
  }
}
