package dev.plumbline.evaluation.interaction;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.v1.Interaction;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A hand-made trace; span n starts at n microseconds, takes one, and has the id n. */
final class Trace {
  static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final NormaliserConfig CONFIG =
      new NormaliserConfig(List.of("app.route"), List.of("app.prompt"));

  private final List<ResourceSpans> spans = new ArrayList<>();
  private final List<ResourceLogs> logs = new ArrayList<>();

  /** One span with its attributes as key and value in turn. */
  static Span.Builder span(int id, int parent, String name, Object... attributes) {
    Span.Builder span =
        Span.newBuilder()
            .setSpanId(id(id))
            .setName(name)
            .setStartTimeUnixNano(id * 1_000L)
            .setEndTimeUnixNano(id * 1_000L + 1_000);
    if (parent > 0) {
      span.setParentSpanId(id(parent));
    }
    for (int i = 0; i < attributes.length; i += 2) {
      span.addAttributes(attribute((String) attributes[i], attributes[i + 1]));
    }
    return span;
  }

  static Span.Builder agent(int id, int parent, Object... attributes) {
    return span(id, parent, "invoke_agent helper", attributes)
        .addAttributes(attribute("gen_ai.operation.name", "invoke_agent"));
  }

  static Span.Builder chat(int id, int parent, Object... attributes) {
    return span(id, parent, "chat m", attributes)
        .addAttributes(attribute("gen_ai.operation.name", "chat"));
  }

  /** JSON text of one message with one text part. */
  static String said(String role, String text) {
    String escaped = text.replace("\"", "\\\"").replace("\n", "\\n");
    return "[{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":\"%s\"}]}]"
        .formatted(role, escaped);
  }

  static Trace of(Span.Builder... spans) {
    Trace trace = new Trace();
    for (Span.Builder span : spans) {
      trace.spans.add(
          ResourceSpans.newBuilder()
              .addScopeSpans(
                  ScopeSpans.newBuilder()
                      .setScope(InstrumentationScope.newBuilder().setName("test"))
                      .addSpans(span))
              .build());
    }
    return trace;
  }

  /** A request with one log record about a span; the body has one field. */
  Trace log(int span, String event, long nanos, String field, Object value) {
    AnyValue body =
        AnyValue.newBuilder()
            .setKvlistValue(KeyValueList.newBuilder().addValues(attribute(field, value)))
            .build();
    logs.add(
        ResourceLogs.newBuilder()
            .addScopeLogs(
                ScopeLogs.newBuilder()
                    .addLogRecords(
                        LogRecord.newBuilder()
                            .setSpanId(id(span))
                            .setEventName(event)
                            .setTimeUnixNano(nanos)
                            .setBody(body)))
            .build());
    return this;
  }

  /** A request with one log record about a span, all of one time. */
  Trace logAtOnce(int span, String event, Object body, Object... attributes) {
    LogRecord.Builder log =
        LogRecord.newBuilder()
            .setSpanId(id(span))
            .setEventName(event)
            .setTimeUnixNano(5)
            .setBody(attribute("body", body).getValue());
    for (int i = 0; i < attributes.length; i += 2) {
      log.addAttributes(attribute((String) attributes[i], attributes[i + 1]));
    }
    logs.add(
        ResourceLogs.newBuilder().addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)).build());
    return this;
  }

  /** A request with one log record about a span, of no name and with this body. */
  Trace body(int span, AnyValue body) {
    logs.add(
        ResourceLogs.newBuilder()
            .addScopeLogs(
                ScopeLogs.newBuilder()
                    .addLogRecords(LogRecord.newBuilder().setSpanId(id(span)).setBody(body)))
            .build());
    return this;
  }

  Trace question(int span, String text) {
    return log(span, "gen_ai.user.message", 5, "content", text);
  }

  Trace answer(int span, String text) {
    return log(
        span,
        "gen_ai.choice",
        6,
        "message",
        AnyValue.newBuilder()
            .setKvlistValue(KeyValueList.newBuilder().addValues(attribute("content", text)))
            .build());
  }

  /** The same requests in the opposite order. */
  Trace reversed() {
    Trace reversed = new Trace();
    reversed.spans.addAll(spans.reversed());
    reversed.logs.addAll(logs.reversed());
    return reversed;
  }

  List<Interaction> interactions() {
    return interactions(Redaction.none());
  }

  List<Interaction> interactions(Redaction redaction) {
    return new Normaliser(CONFIG, redaction).normalise(new TraceContent("acme", ID, spans, logs));
  }

  /** The one interaction that there must be. */
  Interaction interaction() {
    List<Interaction> interactions = interactions();
    if (interactions.size() != 1) {
      throw new AssertionError("expected one interaction, found " + interactions.size());
    }
    return interactions.getFirst();
  }

  static ByteString id(int id) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex(id)));
  }

  static String hex(int id) {
    return "%016x".formatted(id);
  }

  static KeyValue attribute(String key, Object value) {
    AnyValue any =
        switch (value) {
          case AnyValue given -> given;
          case Long number -> AnyValue.newBuilder().setIntValue(number).build();
          case Integer number -> AnyValue.newBuilder().setIntValue(number).build();
          case Double number -> AnyValue.newBuilder().setDoubleValue(number).build();
          default -> AnyValue.newBuilder().setStringValue(value.toString()).build();
        };
    return KeyValue.newBuilder().setKey(key).setValue(any).build();
  }
}
