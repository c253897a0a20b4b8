package dev.plumbline.evaluation.signal;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads feedback from an OTLP log event: {@code gen_ai.evaluation.result} and its older form. What
 * spans carry is read by {@link SpanFeedback}.
 */
public final class Feedback {
  private static final String RESULT = "gen_ai.evaluation.result";
  static final String LEGACY = "gen_ai.evaluation.user_feedback";
  private static final String NAME = "gen_ai.evaluation.name";
  private static final String THUMB = "user_feedback";
  private static final String WITHDRAWN = "withdrawn";
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;
  static final int ID_CHARACTERS = 32;

  private Feedback() {}

  /**
   * The signal that a log record carries, or empty when it carries none or does not name what it
   * evaluates. Trace and span id are lower-case hex, empty where the record has none that is valid;
   * the response and the conversation then say what it is about. A withdrawn signal has no value.
   */
  public static Optional<Signal> from(String tenant, LogRecord record) {
    Attributes attributes = Attributes.of(record.getAttributesList());
    String event = event(record, attributes);
    Signal.Builder target =
        Signal.newBuilder()
            .setTenant(tenant)
            .setTraceId(traceId(record, attributes.text("gen_ai.response.id")))
            .setSpanId(spanId(record.getSpanId()))
            .setTimeUnixMillis(
                millis(
                    record.getTimeUnixNano() == 0
                        ? record.getObservedTimeUnixNano()
                        : record.getTimeUnixNano()))
            .setSourceForm(event);
    return ofEvent(event, attributes, comment(attributes, record), target);
  }

  /** Whether a log record is feedback; what names no evaluation is none. */
  public static boolean isFeedback(LogRecord record) {
    String own = record.getEventName();
    if (!own.isEmpty() && !own.equals(RESULT)) {
      return own.equals(LEGACY);
    }
    Attributes attributes = Attributes.of(record.getAttributesList());
    String event = event(record, attributes);
    return event.equals(LEGACY) || event.equals(RESULT) && !attributes.text(NAME).isEmpty();
  }

  private static String event(LogRecord record, Attributes attributes) {
    return record.getEventName().isEmpty() ? attributes.text("event.name") : record.getEventName();
  }

  /** The signal of an event of that name, wherever the event was. */
  static Optional<Signal> ofEvent(
      String event, Attributes attributes, String comment, Signal.Builder target) {
    boolean legacy = event.equals(LEGACY);
    String name = legacy ? THUMB : attributes.text(NAME);
    if (name.isEmpty() || !legacy && !event.equals(RESULT)) {
      return Optional.empty();
    }
    String label = attributes.text("gen_ai.evaluation.score.label");
    Signal.Builder signal =
        target
            .setResponseId(attributes.text("gen_ai.response.id"))
            .setConversationId(attributes.text("gen_ai.conversation.id"))
            .setName(name)
            .setLabel(label)
            .setComment(comment)
            .setSource(Evaluators.of(attributes, name));
    attributes.number("plumbline.turn.index").ifPresent(turn -> turnIndex(turn, signal));
    (legacy ? legacyScore(attributes) : score(attributes, name, label)).ifPresent(signal::setValue);
    return Optional.of(signal.setSignalId(signalId(attributes, signal)).build());
  }

  private static void turnIndex(double turn, Signal.Builder signal) {
    if (turn >= 0 && turn <= Integer.MAX_VALUE && turn == Math.rint(turn)) {
      signal.setTurnIndex((int) turn);
    }
  }

  static long millis(long unixNanos) {
    return Long.divideUnsigned(unixNanos, 1_000_000);
  }

  /** 0 to 1, from some senders as text; a thumb may say it by its label alone. */
  private static OptionalDouble score(Attributes attributes, String name, String label) {
    if (label.equals(WITHDRAWN)) {
      return OptionalDouble.empty();
    }
    OptionalDouble value = attributes.number("gen_ai.evaluation.score.value");
    if (value.isPresent() || !name.equals(THUMB)) {
      return value;
    }
    return switch (label) {
      case "positive", "thumbs_up" -> OptionalDouble.of(1);
      case "negative", "thumbs_down" -> OptionalDouble.of(0);
      default -> OptionalDouble.empty();
    };
  }

  /** The older form says +1 or -1. */
  private static OptionalDouble legacyScore(Attributes attributes) {
    OptionalDouble score = attributes.number("gen_ai.evaluation.score");
    return score.isEmpty() ? score : OptionalDouble.of(score.getAsDouble() > 0 ? 1 : 0);
  }

  /** Where a record has no trace id, a response id that looks like one is one (AgentCore). */
  private static String traceId(LogRecord record, String response) {
    String own = traceId(record.getTraceId());
    boolean stands = own.isEmpty() && response.matches("[0-9a-f]{32}") && !isZero(response);
    return stands ? response : own;
  }

  /** As lower-case hex; empty when it is none. */
  static String traceId(ByteString id) {
    return hex(id, TRACE_BYTES);
  }

  /** As lower-case hex; empty when it is none. */
  static String spanId(ByteString id) {
    return hex(id, SPAN_BYTES);
  }

  private static String hex(ByteString id, int bytes) {
    String hex = id.size() == bytes ? HexFormat.of().formatHex(id.toByteArray()) : "";
    return isZero(hex) ? "" : hex;
  }

  private static boolean isZero(String hex) {
    return hex.chars().allMatch(c -> c == '0');
  }

  /** The older form has its comment in the body. */
  private static String comment(Attributes attributes, LogRecord record) {
    String explanation = attributes.text("gen_ai.evaluation.explanation");
    return explanation.isEmpty() && record.getBody().hasStringValue()
        ? record.getBody().getStringValue()
        : explanation;
  }

  /** The sender's idempotency key, else a hash of what makes the event what it is. */
  static String signalId(Attributes attributes, Signal.Builder signal) {
    String uid = attributes.text("log.record.uid");
    if (uid.isEmpty()) {
      uid = attributes.text("openlit.score.idempotency_key");
    }
    String hash =
        uid.isEmpty()
            ? InteractionIds.contentHash(
                signal.getTenant(),
                signal.getName(),
                signal.getTraceId(),
                signal.getSpanId(),
                signal.getResponseId(),
                signal.getConversationId(),
                Long.toString(signal.getTimeUnixMillis()),
                signal.hasValue() ? Double.toString(signal.getValue()) : "",
                signal.getLabel(),
                signal.hasTurnIndex() ? Integer.toString(signal.getTurnIndex()) : "",
                signal.getSource().name(),
                attributes.text("user.id"))
            : InteractionIds.contentHash(signal.getTenant(), uid);
    return hash.substring(0, ID_CHARACTERS);
  }
}
