package dev.plumbline.standalone.e2e;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.Random;

/** A conversation of three turns, each in a trace of its own with an id of chance. */
final class Talk {
  private static final String[] QUESTIONS = {
    "How do I reset my password?",
    "How can I reset my password now?",
    "Which plan keeps deleted files longest?"
  };

  private final Random random;
  private final String name;
  private final long startMillis;

  Talk(Random random, String name, long startMillis) {
    this.random = random;
    this.name = name;
    this.startMillis = startMillis;
  }

  /** The answer to one of the three questions; the second is the first in other words. */
  ExportTraceServiceRequest turn(int number) {
    return request(
        span(number)
            .addAttributes(text("gen_ai.conversation.id", name))
            .addAttributes(text("gen_ai.input.messages", message("user", QUESTIONS[number])))
            .addAttributes(text("gen_ai.output.messages", message("assistant", "Like this."))));
  }

  /** The same call as the provider's library tells of it: another trace, no content. */
  ExportTraceServiceRequest twin(int number) {
    return request(span(number));
  }

  /** A vote about a turn, by its response alone. */
  ExportLogsServiceRequest vote(int number, double value) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(
                            LogRecord.newBuilder()
                                .setEventName("gen_ai.evaluation.result")
                                .setTimeUnixNano((end(number) + 1_000) * 1_000_000)
                                .addAttributes(text("gen_ai.evaluation.name", "user_feedback"))
                                .addAttributes(
                                    text("gen_ai.evaluation.score.value", Double.toString(value)))
                                .addAttributes(text("gen_ai.response.id", response(number))))))
        .build();
  }

  private Span.Builder span(int number) {
    return Span.newBuilder()
        .setTraceId(id(16))
        .setSpanId(id(8))
        .setName("chat")
        .setStartTimeUnixNano((end(number) - 500) * 1_000_000)
        .setEndTimeUnixNano(end(number) * 1_000_000)
        .addAttributes(text("gen_ai.operation.name", "chat"))
        .addAttributes(text("gen_ai.request.model", "m"))
        .addAttributes(text("gen_ai.response.id", response(number)));
  }

  private String response(int number) {
    return name + "-" + number;
  }

  private long end(int number) {
    return startMillis + number * 1_000L;
  }

  private static ExportTraceServiceRequest request(Span.Builder span) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span)))
        .build();
  }

  private ByteString id(int bytes) {
    byte[] id = new byte[bytes];
    random.nextBytes(id);
    id[0] |= 1;
    return ByteString.copyFrom(id);
  }

  static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private static String message(String role, String text) {
    return "[{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}]"
        .formatted(role, text);
  }

  private static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
