package dev.plumbline.scoring;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.function.Consumer;

/** Turns of conversations, and what users say about them. */
final class Talks {
  private Talks() {}

  /** One answer of half a second to a question. */
  static byte[] turn(String trace, String conversation, String question, long end) {
    return turn(trace, conversation, question, end, span -> {});
  }

  static byte[] turn(
      String trace, String conversation, String question, long end, Consumer<Span.Builder> more) {
    Span.Builder chat =
        Traces.chat(trace, Traces.GOOD, end).toBuilder()
            .addAttributes(text("gen_ai.conversation.id", conversation))
            .addAttributes(text("gen_ai.response.id", "resp-" + trace));
    for (KeyValue.Builder attribute : chat.getAttributesBuilderList()) {
      if (attribute.getKey().equals("gen_ai.input.messages")) {
        attribute.setValue(
            text(
                    "",
                    "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\""
                        + question
                        + "\"}]}]")
                .getValue());
      }
    }
    more.accept(chat);
    return Traces.request(Traces.root(trace, end), chat.build());
  }

  static KeyValue turnIndex(int index) {
    return KeyValue.newBuilder()
        .setKey("plumbline.turn.index")
        .setValue(AnyValue.newBuilder().setIntValue(index))
        .build();
  }

  /** A thumb that names a response, a conversation or both, and no trace. */
  static LogRecord.Builder thumb(String uid, double value, long millis) {
    return LogRecord.newBuilder()
        .setEventName("gen_ai.evaluation.result")
        .setTimeUnixNano(millis * 1_000_000)
        .addAttributes(text("gen_ai.evaluation.name", "user_feedback"))
        .addAttributes(text("log.record.uid", uid))
        .addAttributes(
            KeyValue.newBuilder()
                .setKey("gen_ai.evaluation.score.value")
                .setValue(AnyValue.newBuilder().setDoubleValue(value)));
  }

  static byte[] thumbOfResponse(String trace, String uid, double value, long millis) {
    return Traces.logs(
        thumb(uid, value, millis)
            .addAttributes(text("gen_ai.response.id", "resp-" + trace))
            .build());
  }

  static byte[] thumbOfConversation(String conversation, String uid, double value, long millis) {
    return Traces.logs(
        thumb(uid, value, millis)
            .addAttributes(text("gen_ai.conversation.id", conversation))
            .build());
  }

  /** The same thumb as sent from within another request, with that one's trace. */
  static byte[] withTrace(String trace, LogRecord.Builder record) {
    return Traces.logs(
        record
            .setTraceId(Traces.bytes(Traces.traceId(trace)))
            .setSpanId(Traces.bytes("00000000000000aa"))
            .build());
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }
}
