package dev.plumbline.evaluation.interaction;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

/** Tells GenAI spans from others without normalising. */
public final class GenAiSpans {
  private GenAiSpans() {}

  /** Whether it is a judge's or a guardrail's own work, by its attributes alone. */
  public static boolean isEvaluation(Span span) {
    return Operation.of(Values.map(span.getAttributesList()), span.getName())
        == Operation.EVALUATION;
  }

  /** True when the span carries any key that the normaliser reads as a GenAI operation. */
  public static boolean isGenAi(Span span) {
    for (KeyValue attribute : span.getAttributesList()) {
      if (Operation.tells(attribute.getKey())) {
        return true;
      }
    }
    return false;
  }
}
