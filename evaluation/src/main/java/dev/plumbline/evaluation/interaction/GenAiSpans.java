package dev.plumbline.evaluation.interaction;

import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

/** Tells GenAI spans from others without normalising. */
public final class GenAiSpans {
  private GenAiSpans() {}

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
