package dev.plumbline.scoring;

import com.google.protobuf.ByteString;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
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

  private static final String QUESTION =
      """
      [{"role":"user","parts":[{"type":"text","content":"What happens to old files?"}]}]""";

  private Traces() {}

  /** A 32-hex id from a short name. */
  static String traceId(String name) {
    return (HexFormat.of().formatHex(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))
            + "0".repeat(32))
        .substring(0, 32);
  }

  static Span root(String trace, long end) {
    return rootOf(trace, end, "refunds");
  }

  static Span rootOf(String trace, long end, String route) {
    return span(trace, "0000000000000001", "", "POST /ask", end)
        .setKind(Span.SpanKind.SPAN_KIND_SERVER)
        .addAttributes(text("http.route", route))
        .build();
  }

  /** The span around the calls of an agent, which an SDK exports last. */
  static Span agent(String trace, long end) {
    return span(trace, "0000000000000001", "", "invoke_agent helper", end)
        .addAttributes(text("gen_ai.operation.name", "invoke_agent"))
        .build();
  }

  static Span chat(String trace, String answer, long end) {
    return chatOf(trace, answer, end, "gpt-1", "v6");
  }

  static Span chatOf(String trace, String answer, long end, String model, String version) {
    return span(trace, "0000000000000002", "0000000000000001", "chat gpt", end)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.request.model", "gpt"))
        .addAttributes(text("gen_ai.response.model", model))
        .addAttributes(text("gen_ai.prompt.version", version))
        .addAttributes(text("gen_ai.input.messages", QUESTION))
        .addAttributes(text("gen_ai.output.messages", answered(answer)))
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

  /** Another retrieval, with a document of its own. */
  static Span otherRetrieval(String trace, int number, long end) {
    return span(trace, String.format("%016x", 0x2000 + number), "0000000000000001", "docs", end)
        .addAttributes(text("gen_ai.operation.name", "retrieval"))
        .addAttributes(
            text(
                "gen_ai.retrieval.documents",
                "[{\"id\":\"o" + number + "\",\"content\":\"Page " + number + ".\"}]"))
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

  /** Everything of an answer with its document, in one request. */
  static byte[] ragTrace(String trace, String answer, long end) {
    return request(root(trace, end), chat(trace, answer, end), retrieval(trace, end));
  }

  /** A span that is no GenAI operation. */
  static Span plain(String trace, int number, long end) {
    return span(trace, String.format("%016x", 0x1000 + number), "0000000000000001", "sql", end)
        .build();
  }

  /** A chat call of which the client captured no content. */
  static Span chatWithoutContent(String trace, long end) {
    return span(trace, "0000000000000002", "0000000000000001", "chat gpt", end)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.request.model", "gpt"))
        .build();
  }

  /** Another call of the same trace, which would be an interaction of its own. */
  static Span otherChat(String trace, long end) {
    return chat(trace, GOOD, end).toBuilder().setSpanId(bytes("0000000000000009")).build();
  }

  static byte[] thumbsDown(String trace, String uid) {
    return signal(trace, "user_feedback", uid, "0", 1);
  }

  /** The content of the chat call, which came in a log event of its own. */
  static byte[] contentOf(String trace, String answer) {
    return logs(
        LogRecord.newBuilder()
            .setEventName("gen_ai.client.inference.operation.details")
            .setTraceId(bytes(traceId(trace)))
            .setSpanId(bytes("0000000000000002"))
            .addAttributes(text("gen_ai.input.messages", QUESTION))
            .addAttributes(text("gen_ai.output.messages", answered(answer)))
            .build());
  }

  /** Feedback about the chat call of a trace. */
  static byte[] signal(String trace, String name, String uid, String value, long millis) {
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setEventName("gen_ai.evaluation.result")
            .setTimeUnixNano(millis * 1_000_000)
            .setTraceId(bytes(traceId(trace)))
            .setSpanId(bytes("0000000000000002"))
            .addAttributes(text("gen_ai.evaluation.name", name))
            .addAttributes(text("log.record.uid", uid));
    if (!value.isEmpty()) {
      log.addAttributes(text("gen_ai.evaluation.score.value", value));
    }
    return logs(log.build());
  }

  /** Feedback about the chat call of a trace is taken back. */
  static byte[] withdrawn(String trace, String name, String uid, long millis) {
    return logs(
        LogRecord.newBuilder()
            .setEventName("gen_ai.evaluation.result")
            .setTimeUnixNano(millis * 1_000_000)
            .setTraceId(bytes(traceId(trace)))
            .setSpanId(bytes("0000000000000002"))
            .addAttributes(text("gen_ai.evaluation.name", name))
            .addAttributes(text("log.record.uid", uid))
            .addAttributes(text("gen_ai.evaluation.score.label", "withdrawn"))
            .build());
  }

  static byte[] logs(LogRecord... records) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(records))))
        .build()
        .toByteArray();
  }

  static Verdict verdict(JudgeRequest request, VerdictStatus status, boolean pass) {
    Verdict.Builder verdict =
        Verdict.newBuilder()
            .setJudgmentKey(request.getJudgmentKey())
            .setTenant(request.getTenant())
            .setTraceId(request.getTraceId())
            .setInteractionId(request.getInteractionId())
            .setEvaluator(request.getEvaluator())
            .setStatus(status);
    if (status == VerdictStatus.VERDICT_OK) {
      verdict.addCriteria(
          CriterionVerdict.newBuilder()
              .setCriterion("helpful")
              .setAnswer(pass ? "yes" : "no")
              .setPass(pass));
    }
    return verdict.build();
  }

  private static String answered(String answer) {
    return "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\""
        + answer
        + "\"}]}]";
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

  static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
