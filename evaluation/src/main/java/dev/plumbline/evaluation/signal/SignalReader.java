package dev.plumbline.evaluation.signal;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.redaction.Redactor;
import dev.plumbline.v1.Signal;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.List;
import java.util.Set;

/**
 * Reads all feedback that arrives as OTLP: what a record says itself, and what its service and
 * scope tell about it.
 */
public final class SignalReader {
  private static final int MAX_WORD = 200;
  private static final int MAX_COMMENT = 4_000;

  /** It runs code and judges beside the application, and never a user. */
  private static final String EVALUATOR_SCOPE = "pydantic-evals";

  private final Set<String> inverted;
  private final Redaction redaction;

  /** A reader that replaces nothing. */
  public SignalReader(Set<String> inverted) {
    this(inverted, Redaction.none());
  }

  /**
   * A reader.
   *
   * @param inverted services whose older events say -1 for good
   * @param redaction what is replaced in what people wrote
   */
  public SignalReader(Set<String> inverted, Redaction redaction) {
    this.inverted = Set.copyOf(inverted);
    this.redaction = redaction;
  }

  /** The signals among log records, in order. */
  public List<Signal> ofLogs(String tenant, List<ResourceLogs> logs) {
    return logs.stream()
        .flatMap(
            resource ->
                resource.getScopeLogsList().stream()
                    .flatMap(
                        scope ->
                            scope.getLogRecordsList().stream()
                                .flatMap(record -> Feedback.from(tenant, record).stream())
                                .map(
                                    signal ->
                                        told(
                                            signal,
                                            resource.getResource(),
                                            scope.getScope().getName()))))
        .toList();
  }

  /** The signals on spans, in order. */
  public List<Signal> ofSpans(String tenant, List<ResourceSpans> spans) {
    return spans.stream()
        .flatMap(
            resource ->
                resource.getScopeSpansList().stream()
                    .flatMap(
                        scope ->
                            scope.getSpansList().stream()
                                .flatMap(span -> SpanFeedback.from(tenant, span).stream())
                                .map(
                                    signal ->
                                        told(
                                            signal,
                                            resource.getResource(),
                                            scope.getScope().getName()))))
        .toList();
  }

  private Signal told(Signal signal, Resource resource, String scope) {
    Redactor redactor = redaction.of(signal.getTenant());
    Signal.Builder told =
        signal.toBuilder()
            .setName(cut(signal.getName(), MAX_WORD))
            .setLabel(cut(redactor.redact(signal.getLabel()), MAX_WORD))
            .setComment(cut(redactor.redact(signal.getComment()), MAX_COMMENT))
            .setResponseId(InteractionIds.kept(signal.getResponseId()))
            .setConversationId(InteractionIds.kept(signal.getConversationId()));
    boolean named =
        signal.getSource() == Signal.Source.LLM || signal.getSource() == Signal.Source.CODE;
    if (scope.equals(EVALUATOR_SCOPE) && !named) {
      told.setSource(Signal.Source.CODE);
    }
    if (signal.getSourceForm().equals(Feedback.LEGACY)
        && signal.hasValue()
        && inverted.contains(service(resource))) {
      told.setValue(1 - signal.getValue());
    }
    return told.build();
  }

  /** Signals are kept while they wait, many to a row: none may be as large as a record. */
  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
  }

  private static String service(Resource resource) {
    return Attributes.of(resource.getAttributesList()).text("service.name");
  }
}
