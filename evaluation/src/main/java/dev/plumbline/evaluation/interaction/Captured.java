package dev.plumbline.evaluation.interaction;

import java.util.HashMap;
import java.util.Map;

/** What the spans of a trace say was asked and answered; each span is read once. */
final class Captured {
  private final Map<SpanView, Content> inputs = new HashMap<>();
  private final Map<SpanView, Content> outputs = new HashMap<>();

  Content input(SpanView span) {
    return inputs.computeIfAbsent(span, s -> Content.read(s, Sources.INPUT, "user"));
  }

  Content output(SpanView span) {
    return outputs.computeIfAbsent(span, s -> Content.read(s, Sources.OUTPUT, "assistant"));
  }
}
