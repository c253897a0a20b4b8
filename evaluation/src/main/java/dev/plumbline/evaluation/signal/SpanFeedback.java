package dev.plumbline.evaluation.signal;

import dev.plumbline.evaluation.interaction.GenAiSpans;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads feedback that came on spans: an event {@code gen_ai.evaluation.result}, OpenInference's
 * annotations and evaluations, Logfire's annotation span, and a link that says that the answer is
 * another attempt at the linked one.
 */
public final class SpanFeedback {
  private static final Pattern ANNOTATION =
      Pattern.compile(
          "((?:(trace|session)\\.)?(?:annotations|evaluations)\\.\\d{1,4}\\."
              + "(?:annotation|evaluation)\\.)name");

  private static final String LOGFIRE_NAME = "logfire.feedback.name";

  private SpanFeedback() {}

  /**
   * The signals that a span carries. They are about the span itself; about its parent when it is an
   * annotation of Logfire's; about the span it links to when it has exactly one link, since then it
   * was made afterwards to carry them.
   */
  public static List<Signal> from(String tenant, Span span) {
    Attributes attributes = Attributes.of(span.getAttributesList());
    List<Signal> signals = new ArrayList<>();
    for (Span.Event event : span.getEventsList()) {
      Attributes own = Attributes.of(event.getAttributesList());
      Signal.Builder target = target(tenant, span, event.getTimeUnixNano(), event.getName());
      Feedback.ofEvent(event.getName(), own, own.text("gen_ai.evaluation.explanation"), target)
          .ifPresent(signals::add);
    }
    for (String key : attributes.keys().stream().sorted().toList()) {
      Matcher matcher = ANNOTATION.matcher(key);
      if (matcher.matches()) {
        signals.add(
            annotation(
                attributes.below(matcher.group(1)),
                attributes,
                matcher.group(2),
                target(tenant, span, span.getEndTimeUnixNano(), "openinference")));
      }
    }
    logfire(tenant, span, attributes).ifPresent(signals::add);
    for (Span.Link link : span.getLinksList()) {
      if (isRegeneration(link)) {
        signals.add(regeneration(tenant, span, link));
      }
    }
    return signals;
  }

  /**
   * Whether the span was made to carry feedback: Logfire's annotation, or one that has feedback for
   * the span that it links to and is no call itself.
   */
  public static boolean isCarrier(Span span) {
    boolean logfire =
        span.getAttributesList().stream().anyMatch(a -> a.getKey().equals(LOGFIRE_NAME));
    return (logfire || hasOneTarget(span))
        && !from("", span).isEmpty()
        && (!GenAiSpans.isGenAi(span) || GenAiSpans.isEvaluation(span));
  }

  private static Signal annotation(
      Attributes own, Attributes span, @Nullable String scope, Signal.Builder signal) {
    String name = own.text("name");
    if (scope != null) {
      // Any span of the trace may carry what is about the trace, and any of the session.
      signal.clearSpanId();
    }
    if ("session".equals(scope)) {
      signal.clearTraceId().setConversationId(span.text("session.id"));
    }
    signal
        .setName(name)
        .setLabel(own.text("label"))
        .setComment(own.text("explanation"))
        .setSource(Evaluators.ofKind(own.text("annotator_kind"), name));
    own.number("score").ifPresent(signal::setValue);
    return signal.setSignalId(annotationId(own, signal)).build();
  }

  /** An annotation that has an identifier is written anew under it; its later time then counts. */
  private static String annotationId(Attributes own, Signal.Builder signal) {
    String identifier = own.text("identifier");
    return identifier.isEmpty()
        ? Feedback.signalId(own, signal)
        : InteractionIds.contentHash(
                signal.getTenant(),
                identifier,
                signal.getName(),
                signal.getTraceId(),
                signal.getSpanId(),
                signal.getConversationId())
            .substring(0, Feedback.ID_CHARACTERS);
  }

  private static boolean isRegeneration(Span.Link link) {
    return Attributes.of(link.getAttributesList())
        .text("plumbline.link.kind")
        .equals("regeneration_of");
  }

  /** Whoever sends such a link says that the user asked for another answer than the linked one. */
  private static Signal regeneration(String tenant, Span span, Span.Link link) {
    Signal.Builder signal =
        Signal.newBuilder()
            .setTenant(tenant)
            .setTraceId(Feedback.traceId(link.getTraceId()))
            .setSpanId(Feedback.spanId(link.getSpanId()))
            .setTimeUnixMillis(Feedback.millis(span.getStartTimeUnixNano()))
            .setSourceForm("link")
            .setName("user_regenerate")
            .setValue(0)
            .setLabel("requested")
            .setSource(Signal.Source.END_USER);
    return signal.setSignalId(Feedback.signalId(Attributes.of(List.of()), signal)).build();
  }

  private static Optional<Signal> logfire(String tenant, Span span, Attributes attributes) {
    String name = attributes.text(LOGFIRE_NAME);
    if (name.isEmpty() || !attributes.text("logfire.span_type").equals("annotation")) {
      return Optional.empty();
    }
    Signal.Builder signal =
        target(tenant, span, span.getStartTimeUnixNano(), "logfire annotation")
            .setSpanId(Feedback.spanId(span.getParentSpanId()))
            .setName(name)
            .setComment(attributes.text("logfire.feedback.comment"))
            .setSource(Evaluators.of(attributes, name));
    OptionalDouble value = attributes.number(name);
    value.ifPresent(signal::setValue);
    signal.setLabel(value.isPresent() ? "" : attributes.text(name));
    return Optional.of(signal.setSignalId(Feedback.signalId(attributes, signal)).build());
  }

  private static Signal.Builder target(String tenant, Span span, long unixNanos, String form) {
    boolean carrier = hasOneTarget(span);
    return Signal.newBuilder()
        .setTenant(tenant)
        .setTraceId(Feedback.traceId(carrier ? span.getLinks(0).getTraceId() : span.getTraceId()))
        .setSpanId(Feedback.spanId(carrier ? span.getLinks(0).getSpanId() : span.getSpanId()))
        .setTimeUnixMillis(Feedback.millis(unixNanos))
        .setSourceForm(form);
  }

  private static boolean hasOneTarget(Span span) {
    return span.getLinksCount() == 1 && !isRegeneration(span.getLinks(0));
  }
}
