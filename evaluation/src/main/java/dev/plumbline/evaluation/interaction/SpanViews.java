package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins a trace's spans with the log records that name them. The order in which requests arrived
 * leaves no trace: spans are sorted by start, end and id, log records by time, and where times are
 * equal by the number of the message that they name, then by their place in the request; requests
 * come in the order of their first record, and where that is of one time, of who speaks first in a
 * conversation.
 */
final class SpanViews {
  private static final Comparator<SpanView> ORDER =
      Comparator.<SpanView>comparingLong(s -> s.span().getStartTimeUnixNano())
          .thenComparingLong(s -> s.span().getEndTimeUnixNano())
          .thenComparing(SpanView::id);
  private static final Comparator<MessageLite> BYTES =
      Comparator.comparing(
          MessageLite::toByteString, ByteString.unsignedLexicographicalComparator());
  private static final Comparator<LogRecord> TIME =
      Comparator.comparingLong(SpanViews::time)
          .thenComparingLong(LogRecord::getObservedTimeUnixNano)
          .thenComparingLong(SpanViews::index);

  /** Of two spans with one id, the one that ended later and says more. */
  private static final Comparator<Found> COMPLETE =
      Comparator.<Found>comparingLong(f -> f.span().getEndTimeUnixNano())
          .thenComparingInt(f -> f.span().getSerializedSize())
          .thenComparing(Found::span, BYTES)
          .thenComparing(Found::resource, BYTES);

  private SpanViews() {}

  private record Found(Span span, String scope, ResourceSpans resource) {}

  /** Every span once, in order. */
  static List<SpanView> of(TraceContent trace) {
    Map<ByteString, Found> spans = new HashMap<>();
    for (ResourceSpans resource : trace.spans()) {
      ResourceSpans bare = resource.toBuilder().clearScopeSpans().build();
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          spans.merge(
              span.getSpanId(),
              new Found(span, scope.getScope().getName(), bare),
              (a, b) -> COMPLETE.compare(a, b) >= 0 ? a : b);
        }
      }
    }
    Map<ByteString, Set<LogRecord>> logs = logsBySpan(trace.logs());
    Map<ResourceSpans, Map<String, JsonNode>> resources = new HashMap<>();
    List<SpanView> views = new ArrayList<>();
    for (Found found : spans.values()) {
      SpanView view =
          view(
              found,
              resources.computeIfAbsent(
                  found.resource(), r -> Values.map(r.getResource().getAttributesList())),
              logs.getOrDefault(found.span().getSpanId(), Set.of()));
      if (Field.PENDING.keys().stream().noneMatch(k -> view.attributes().containsKey(k.name()))) {
        views.add(view);
      }
    }
    views.sort(ORDER);
    return StreamedCalls.joined(List.copyOf(views)).stream().sorted(ORDER).toList();
  }

  private static SpanView view(
      Found found, Map<String, JsonNode> resource, Set<LogRecord> logRecords) {
    Span span = found.span();
    List<Event> events = new ArrayList<>();
    logRecords.stream().sorted(TIME).map(SpanViews::event).forEach(events::add);
    span.getEventsList().stream()
        .sorted(Comparator.comparingLong(Span.Event::getTimeUnixNano))
        .map(SpanViews::event)
        .forEach(events::add);
    Map<String, JsonNode> attributes = Spellings.corrected(Values.map(span.getAttributesList()));
    return new SpanView(
        span,
        SpanView.hex(span.getSpanId()),
        SpanView.hex(span.getParentSpanId()),
        found.scope(),
        Operation.of(attributes, span.getName()),
        attributes,
        resource,
        Metadata.of(attributes),
        new ParsedAttributes(attributes),
        List.copyOf(events));
  }

  private static Event event(Span.Event event) {
    return new Event(
        event.getName(), MissingNode.getInstance(), Values.map(event.getAttributesList()), false);
  }

  private static Event event(LogRecord log) {
    return new Event(
        name(log), Values.tree(log.getBody()), Values.map(log.getAttributesList()), true);
  }

  private static String name(LogRecord log) {
    return log.getEventName().isEmpty()
        ? Values.text(
            new Lookup()
                .find(
                    Field.EVENT_NAME, Field.EVENT_NAME.keys(), Values.map(log.getAttributesList())))
        : log.getEventName();
  }

  /** A log record that was sent twice counts once. */
  private static Map<ByteString, Set<LogRecord>> logsBySpan(List<ResourceLogs> logs) {
    Map<ByteString, Set<LogRecord>> bySpan = new HashMap<>();
    Comparator<ResourceLogs> byFirstRecord = Comparator.comparing(SpanViews::firstRecord, TIME);
    List<ResourceLogs> requests = new ArrayList<>(logs);
    requests.sort(
        byFirstRecord
            .thenComparingInt(request -> Sources.turn(name(firstRecord(request))))
            .thenComparing(BYTES));
    for (ResourceLogs resource : requests) {
      for (ScopeLogs scope : resource.getScopeLogsList()) {
        for (LogRecord log : scope.getLogRecordsList()) {
          bySpan.computeIfAbsent(log.getSpanId(), key -> new LinkedHashSet<>()).add(log);
        }
      }
    }
    return bySpan;
  }

  private static LogRecord firstRecord(ResourceLogs resource) {
    return resource.getScopeLogsList().stream()
        .flatMap(scope -> scope.getLogRecordsList().stream())
        .min(TIME)
        .orElse(LogRecord.getDefaultInstance());
  }

  /** Which message of the conversation it is; -1 when it does not say. */
  private static long index(LogRecord log) {
    for (KeyValue attribute : log.getAttributesList()) {
      if (Field.MESSAGE_INDEX.keys().stream().anyMatch(k -> k.name().equals(attribute.getKey()))) {
        return Values.count(Values.tree(attribute.getValue())).orElse(-1);
      }
    }
    return -1;
  }

  private static long time(LogRecord log) {
    return log.getTimeUnixNano() != 0 ? log.getTimeUnixNano() : log.getObservedTimeUnixNano();
  }
}
