package dev.plumbline.scoring;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;

/** Small traces in the words of the domain. */
final class Traces {
  static final String DOCUMENT =
      "Previous versions are kept for 30 days on the Basic plan and for 180 days on the Team plan.";
  static final String GOOD = "On the Team plan previous versions are kept for 180 days.";
  static final String INVENTED = "On the Team plan previous versions are kept for 365 days.";

  private Traces() {}

  /** A 32-hex id from a short name. */
  static String traceId(String name) {
    return (HexFormat.of().formatHex(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            + "0".repeat(32))
        .substring(0, 32);
  }

  static Span root(String trace, long end) {
    return span(trace, "0000000000000001", "", "POST /ask", end)
        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
        .addAttributes(text("http.route", "refunds"))
        .build();
  }

  static Span chat(String trace, String answer, long end) {
    return span(trace, "0000000000000002", "0000000000000001", "chat gpt", end)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.request.model", "gpt"))
        .addAttributes(text("gen_ai.response.model", "gpt-1"))
        .addAttributes(text("gen_ai.prompt.version", "v6"))
        .addAttributes(
            text(
                "gen_ai.input.messages",
                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"What happens to old files?\"}]}]"))
        .addAttributes(
            text(
                "gen_ai.output.messages",
                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
                    + answer
                    + "\"}]}]"))
        .build();
  }

  static Span retrieval(String trace, long end) {
    return span(trace, "0000000000000003", "0000000000000001", "retrieval docs", end)
        .addAttributes(text("gen_ai.operation.name", "retrieval"))
        .addAttributes(
            text(
                "gen_ai.retrieval.documents", "[{\"id\":\"d1\",\"content\":\"" + DOCUMENT + "\"}]"))
        .build();
  }

  static byte[] request(Span... spans) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(Resource.newBuilder().addAttributes(text("service.name", "web")))
                .addScopeSpans(ScopeSpans.newBuilder().addAllSpans(List.of(spans))))
        .build()
        .toByteArray();
  }

  static byte[] thumbsDown(String trace, String uid) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(
                            LogRecord.newBuilder()
                                .setEventName("gen_ai.evaluation.result")
                                .setTimeUnixNano(1)
                                .setTraceId(bytes(traceId(trace)))
                                .setSpanId(bytes("0000000000000002"))
                                .addAttributes(text("gen_ai.evaluation.name", "user_feedback"))
                                .addAttributes(text("gen_ai.evaluation.score.value", "0"))
                                .addAttributes(text("log.record.uid", uid)))))
        .build()
        .toByteArray();
  }

  private static Span.Builder span(String trace, String id, String parent, String name, long end) {
    return Span.newBuilder()
        .setTraceId(bytes(traceId(trace)))
        .setSpanId(bytes(id))
        .setParentSpanId(bytes(parent))
        .setName(name)
        .setStartTimeUnixNano((end - 500) * 1_000_000)
        .setEndTimeUnixNano(end * 1_000_000);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
