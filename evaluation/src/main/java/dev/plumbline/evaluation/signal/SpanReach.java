package dev.plumbline.evaluation.signal;

import dev.plumbline.evaluation.interaction.TraceContent;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which spans of its trace an answer reaches: feedback names a span, and seldom the very one that
 * the interaction begins with.
 */
public final class SpanReach {
  /** What is further away is not the target of feedback; a trace may have any number of spans. */
  static final int MAX_SPANS = 200;

  private final Map<String, String> parents = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();

  private SpanReach() {}

  /** The reach of every span of a trace. */
  public static SpanReach of(TraceContent trace) {
    SpanReach reach = new SpanReach();
    for (ResourceSpans resource : trace.spans()) {
      resource.getScopeSpansList().stream()
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(reach::add);
    }
    return reach;
  }

  private void add(Span span) {
    String id = HexFormat.of().formatHex(span.getSpanId().toByteArray());
    String parent = HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    if (parents.putIfAbsent(id, parent) == null && !parent.isEmpty()) {
      children.computeIfAbsent(parent, p -> new ArrayList<>()).add(id);
    }
  }

  /** The span and what is below it, nearest first, at most {@value #MAX_SPANS}. */
  public Set<String> within(String root) {
    Set<String> within = new LinkedHashSet<>(List.of(root));
    Deque<String> open = new ArrayDeque<>(within);
    while (!open.isEmpty()) {
      for (String child : children.getOrDefault(open.pop(), List.of())) {
        if (within.size() < MAX_SPANS && within.add(child)) {
          open.add(child);
        }
      }
    }
    return within;
  }

  /** What the span is below, nearest first, at most {@value #MAX_SPANS}, however the ids run. */
  public Set<String> above(String root) {
    Set<String> above = new LinkedHashSet<>();
    String at = parents.getOrDefault(root, "");
    while (!at.isEmpty() && !at.equals(root) && above.size() < MAX_SPANS && above.add(at)) {
      at = parents.getOrDefault(at, "");
    }
    return above;
  }
}
