package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls that two spans tell of, one after the other: Logfire ends the span of a streamed call when
 * the stream begins, and writes another one, which it calls a log, when the stream has ended. Both
 * have the request; only the second has the answer.
 */
final class StreamedCalls {
  private static final Key KIND = Key.of("logfire.span_type");
  private static final Key STREAMS = Key.of("request_data#/stream");
  private static final List<Key> REQUEST =
      List.of(
          Key.of("request_data"), Key.of("gen_ai.input.messages"), Key.of("gen_ai.request.model"));

  private StreamedCalls() {}

  /** The spans with both parts of a call as one; the first part alone is no call. */
  static List<SpanView> joined(List<SpanView> spans) {
    if (spans.stream().noneMatch(span -> kind(span).equals("log") || streams(span))) {
      return spans;
    }
    Captured captured = new Captured();
    Set<SpanView> gone = new HashSet<>();
    Map<SpanView, SpanView> whole = new HashMap<>();
    for (SpanView end : spans) {
      if (kind(end).equals("log") && end.operation() == Operation.INFERENCE) {
        SpanView begin = begin(end, spans, whole, captured);
        if (begin != null) {
          whole.put(begin, joined(begin, end));
          gone.add(end);
        }
      }
    }
    List<SpanView> joined = new ArrayList<>();
    for (SpanView span : spans) {
      boolean alone = !whole.containsKey(span) && streams(span) && begins(span, captured);
      if (!gone.contains(span) && !alone) {
        joined.add(whole.getOrDefault(span, span));
      }
    }
    return List.copyOf(joined);
  }

  /** The last span before this one that asked for the same and has no answer yet. */
  private static @Nullable SpanView begin(
      SpanView end, List<SpanView> spans, Map<SpanView, SpanView> whole, Captured captured) {
    SpanView found = null;
    for (SpanView span : spans) {
      boolean earlier = span.span().getStartTimeUnixNano() <= end.span().getStartTimeUnixNano();
      if (earlier
          && !span.equals(end)
          && !whole.containsKey(span)
          && span.parentId().equals(end.parentId())
          && REQUEST.stream().allMatch(key -> key.in(span).value().equals(key.in(end).value()))
          && begins(span, captured)) {
        found = span;
      }
    }
    return found;
  }

  private static boolean begins(SpanView span, Captured captured) {
    return kind(span).equals("span")
        && span.operation() == Operation.INFERENCE
        && span.errorType().isEmpty()
        && captured.output(span).state() == ContentState.NOT_CAPTURED;
  }

  private static SpanView joined(SpanView begin, SpanView end) {
    Map<String, JsonNode> attributes = new HashMap<>(begin.attributes());
    attributes.putAll(end.attributes());
    List<Event> events = new ArrayList<>(begin.events());
    events.addAll(end.events());
    return new SpanView(
        begin.span().toBuilder().setEndTimeUnixNano(end.span().getEndTimeUnixNano()).build(),
        begin.id(),
        begin.parentId(),
        begin.scope(),
        begin.operation(),
        attributes,
        begin.resource(),
        Metadata.of(attributes),
        new ParsedAttributes(attributes),
        List.copyOf(events));
  }

  private static String kind(SpanView span) {
    return Values.text(KIND.in(span).value());
  }

  private static boolean streams(SpanView span) {
    return STREAMS.in(span).value().asBoolean();
  }
}
