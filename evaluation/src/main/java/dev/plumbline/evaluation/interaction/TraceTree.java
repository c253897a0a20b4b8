package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a trace as a tree, with their log records joined. The order in which anything
 * arrived leaves no trace: spans are sorted by start, end and id.
 */
final class TraceTree {
  private static final Comparator<SpanView> ORDER =
      Comparator.<SpanView>comparingLong(s -> s.span().getStartTimeUnixNano())
          .thenComparingLong(s -> s.span().getEndTimeUnixNano())
          .thenComparing(SpanView::id);

  private final Map<String, SpanView> byId = new LinkedHashMap<>();
  private final Map<String, Operation> operations = new HashMap<>();

  private TraceTree(List<SpanView> spans) {
    spans.stream()
        .sorted(ORDER)
        .forEach(
            span -> {
              byId.put(span.id(), span);
              operations.put(span.id(), span.operation());
            });
  }

  static TraceTree of(TraceContent trace) {
    Map<String, Set<LogRecord>> logs = logsBySpan(trace.logs());
    Map<String, SpanView> spans = new LinkedHashMap<>();
    for (ResourceSpans resource : trace.spans()) {
      Map<String, JsonNode> resourceAttributes =
          Values.map(resource.getResource().getAttributesList());
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          String id = SpanView.hex(span.getSpanId());
          if (!spans.containsKey(id)) {
            spans.put(
                id,
                view(
                    span,
                    id,
                    scope.getScope(),
                    resourceAttributes,
                    logs.getOrDefault(id, Set.of())));
          }
        }
      }
    }
    return new TraceTree(new ArrayList<>(spans.values()));
  }

  /** Every span, in order. */
  List<SpanView> spans() {
    return List.copyOf(byId.values());
  }

  Operation operation(SpanView span) {
    return operations.getOrDefault(span.id(), Operation.NONE);
  }

  /** The span's ancestors, nearest first; a loop in the parent ids ends the walk. */
  List<SpanView> ancestors(SpanView span) {
    List<SpanView> ancestors = new ArrayList<>();
    Set<String> seen = new HashSet<>(Set.of(span.id()));
    SpanView parent = parent(span);
    while (parent != null && seen.add(parent.id())) {
      ancestors.add(parent);
      parent = parent(parent);
    }
    return ancestors;
  }

  /** The span and everything below it, in order. */
  List<SpanView> subtree(SpanView root) {
    return spans().stream().filter(s -> s.equals(root) || ancestors(s).contains(root)).toList();
  }

  private @Nullable SpanView parent(SpanView span) {
    return byId.get(span.parentId());
  }

  private static SpanView view(
      Span span,
      String id,
      InstrumentationScope scope,
      Map<String, JsonNode> resource,
      Set<LogRecord> logs) {
    List<Event> events = new ArrayList<>();
    logs.stream().map(TraceTree::event).forEach(events::add);
    span.getEventsList()
        .forEach(
            e ->
                events.add(
                    new Event(
                        e.getName(),
                        com.fasterxml.jackson.databind.node.MissingNode.getInstance(),
                        Values.map(e.getAttributesList()),
                        e.getTimeUnixNano(),
                        false)));
    events.sort(
        Comparator.comparing((Event e) -> !e.log()).thenComparingLong(Event::timeUnixNanos));
    return new SpanView(
        span,
        id,
        SpanView.hex(span.getParentSpanId()),
        scope.getName(),
        Values.map(span.getAttributesList()),
        resource,
        List.copyOf(events));
  }

  private static Event event(LogRecord log) {
    Map<String, JsonNode> attributes = Values.map(log.getAttributesList());
    JsonNode named = attributes.get("event.name");
    String name =
        !log.getEventName().isEmpty()
            ? log.getEventName()
            : named == null ? "" : Values.text(named);
    long time = log.getTimeUnixNano() != 0 ? log.getTimeUnixNano() : log.getObservedTimeUnixNano();
    return new Event(name, Values.tree(log.getBody()), attributes, time, true);
  }

  /** A log record that was sent twice counts once. */
  private static Map<String, Set<LogRecord>> logsBySpan(List<ResourceLogs> logs) {
    Map<String, Set<LogRecord>> bySpan = new HashMap<>();
    for (ResourceLogs resource : logs) {
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          bySpan
              .computeIfAbsent(SpanView.hex(log.getSpanId()), key -> new LinkedHashSet<>())
              .add(log);
        }
      }
    }
    return bySpan;
  }
}
