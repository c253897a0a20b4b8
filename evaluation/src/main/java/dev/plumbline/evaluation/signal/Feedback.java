package dev.plumbline.evaluation.signal;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads feedback from an OTLP log event ({@code gen_ai.evaluation.result} and its older form). */
public final class Feedback {
  private static final String RESULT = "gen_ai.evaluation.result";
  private static final String LEGACY = "gen_ai.evaluation.user_feedback";
  private static final Set<String> END_USER_NAMES =
      Set.of(
          "user_feedback",
          "user_rating",
          "user_edit",
          "user_regenerate",
          "user_accept",
          "user_stop",
          "user_escalate");

  private Feedback() {}

  /** The signal that a log record carries, or empty when it carries none. */
  public static Optional<Signal> from(String tenant, LogRecord record) {
    Map<String, AnyValue> attributes = new HashMap<>();
    for (KeyValue attribute : record.getAttributesList()) {
      attributes.putIfAbsent(attribute.getKey(), attribute.getValue());
    }
    String event =
        record.getEventName().isEmpty() ? text(attributes, "event.name") : record.getEventName();
    boolean legacy = event.equals(LEGACY);
    if (!legacy && !event.equals(RESULT)) {
      return Optional.empty();
    }
    String name = legacy ? "user_feedback" : text(attributes, "gen_ai.evaluation.name");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Signal.Builder signal =
        Signal.newBuilder()
            .setTenant(tenant)
            .setTraceId(HexFormat.of().formatHex(record.getTraceId().toByteArray()))
            .setSpanId(HexFormat.of().formatHex(record.getSpanId().toByteArray()))
            .setResponseId(text(attributes, "gen_ai.response.id"))
            .setConversationId(text(attributes, "gen_ai.conversation.id"))
            .setName(name)
            .setLabel(text(attributes, "gen_ai.evaluation.score.label"))
            .setComment(text(attributes, "gen_ai.evaluation.explanation"))
            .setSource(source(attributes, name))
            .setTimeUnixMillis(
                (record.getTimeUnixNano() == 0
                        ? record.getObservedTimeUnixNano()
                        : record.getTimeUnixNano())
                    / 1_000_000)
            .setSourceForm(event);
    score(attributes, legacy).ifPresent(signal::setValue);
    return Optional.of(signal.setSignalId(signalId(attributes, signal)).build());
  }

  /** Legacy feedback says +1 or -1; the current form says 0 to 1, some senders as text. */
  private static OptionalDouble score(Map<String, AnyValue> attributes, boolean legacy) {
    AnyValue value =
        attributes.get(legacy ? "gen_ai.evaluation.score" : "gen_ai.evaluation.score.value");
    if (value == null) {
      return OptionalDouble.empty();
    }
    double number =
        switch (value.getValueCase()) {
          case DOUBLE_VALUE -> value.getDoubleValue();
          case INT_VALUE -> value.getIntValue();
          case BOOL_VALUE -> value.getBoolValue() ? 1 : 0;
          case STRING_VALUE -> parse(value.getStringValue());
          default -> Double.NaN;
        };
    if (!Double.isFinite(number)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(legacy ? (number > 0 ? 1 : 0) : number);
  }

  private static double parse(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Signal.Source source(Map<String, AnyValue> attributes, String name) {
    String kind = text(attributes, "plumbline.evaluator.kind");
    if (kind.isEmpty()) {
      kind = text(attributes, "gen_ai.evaluation.evaluator.type");
    }
    return switch (kind.toUpperCase(Locale.ROOT)) {
      case "HUMAN_END_USER", "HUMAN" -> Signal.Source.END_USER;
      case "HUMAN_EXPERT" -> Signal.Source.EXPERT;
      case "LLM", "LLM_JUDGE" -> Signal.Source.LLM;
      case "CODE" -> Signal.Source.CODE;
      default -> END_USER_NAMES.contains(name) ? Signal.Source.END_USER : Signal.Source.UNKNOWN;
    };
  }

  /** The sender's idempotency key, else a hash of what makes the event what it is. */
  private static String signalId(Map<String, AnyValue> attributes, Signal.Builder signal) {
    String uid = text(attributes, "log.record.uid");
    if (uid.isEmpty()) {
      uid = text(attributes, "openlit.score.idempotency_key");
    }
    String target = signal.getTraceId() + signal.getSpanId() + signal.getResponseId();
    return InteractionIds.contentHash(
            uid.isEmpty()
                ? new String[] {
                  signal.getTenant(),
                  signal.getName(),
                  target,
                  Long.toString(signal.getTimeUnixMillis()),
                  Double.toString(signal.getValue()),
                  signal.getLabel()
                }
                : new String[] {signal.getTenant(), uid})
        .substring(0, 32);
  }

  private static String text(Map<String, AnyValue> attributes, String key) {
    AnyValue value = attributes.get(key);
    if (value == null) {
      return "";
    }
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      default -> "";
    };
  }
}
