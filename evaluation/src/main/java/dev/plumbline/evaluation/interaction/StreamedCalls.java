package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.ContentState;
import io.opentelemetry.proto.trace.v1.Span;
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
 * have the request; only the second has the answer. Without a span around the two, each is a trace
 * of its own.
 */
final class StreamedCalls {
  private static final Key KIND = Key.of("logfire.span_type");
  private static final Key DURATION = Key.of("duration");
  private static final double MAX_SECONDS = 86_400;
  private static final List<Key> REQUEST =
      List.of(
          Key.of("request_data"), Key.of("gen_ai.input.messages"), Key.of("gen_ai.request.model"));
  private static final List<Field> RESPONSE = List.of(Field.FINISH, Field.USAGE_OUTPUT);

  private StreamedCalls() {}

  /** The spans with both parts of a call as one; the first part alone is no call. */
  static List<SpanView> joined(List<SpanView> spans) {
    if (spans.stream().allMatch(span -> kind(span).isEmpty())) {
      return spans;
    }
    Captured captured = new Captured();
    Set<SpanView> gone = new HashSet<>();
    Map<SpanView, SpanView> whole = new HashMap<>();
    for (SpanView end : spans) {
      if (kind(end).equals("log") && end.operation() == Operation.INFERENCE) {
        SpanView begin = begin(end, spans, whole, captured);
        whole.put(begin == null ? end : begin, begin == null ? alone(end) : joined(begin, end));
        if (begin != null) {
          gone.add(end);
        }
      }
    }
    List<SpanView> joined = new ArrayList<>();
    for (SpanView span : spans) {
      boolean onlyBegins = !whole.containsKey(span) && sent(span) && begins(span, captured);
      if (!gone.contains(span) && !onlyBegins) {
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
        && RESPONSE.stream().allMatch(f -> new Lookup().find(f, List.of(span)).isMissingNode())
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

  /** It is written at the end of the stream, and says how long that took. */
  private static SpanView alone(SpanView end) {
    double seconds = DURATION.in(end).value().asDouble();
    long nanos = seconds > 0 && seconds < MAX_SECONDS ? Math.round(seconds * 1e9) : 0;
    Span.Builder span = end.span().toBuilder();
    return end.with(
        span.setStartTimeUnixNano(Math.max(0, span.getStartTimeUnixNano() - nanos)).build());
  }

  private static String kind(SpanView span) {
    return Values.text(KIND.in(span).value());
  }

  /** Whether it holds what was sent to a provider. */
  private static boolean sent(SpanView span) {
    return span.attributes().containsKey(REQUEST.getFirst().attribute());
  }
}
