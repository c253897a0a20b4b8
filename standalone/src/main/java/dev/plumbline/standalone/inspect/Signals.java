package dev.plumbline.standalone.inspect;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.signal.Feedback;
import dev.plumbline.evaluation.signal.SpanFeedback;
import dev.plumbline.standalone.inspect.Inspection.Inspected;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Feedback among the payloads, and which interaction it is about. */
final class Signals {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Signals() {}

  /** Each once, in order of time. */
  static List<Signal> of(String tenant, Traces traces) {
    Map<String, Signal> byId = new LinkedHashMap<>();
    Stream<Signal> ofLogs =
        traces.records().stream().flatMap(record -> Feedback.from(tenant, record).stream());
    Stream<Signal> ofSpans =
        traces.contents(tenant).stream()
            .flatMap(trace -> trace.spans().stream())
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .flatMap(scope -> scope.getSpansList().stream())
            .flatMap(span -> SpanFeedback.from(tenant, span).stream());
    Stream.concat(ofLogs, ofSpans)
        .forEach(signal -> byId.putIfAbsent(signal.getSignalId(), signal));
    List<Signal> signals = new ArrayList<>(byId.values());
    signals.sort(
        Comparator.comparingLong(Signal::getTimeUnixMillis).thenComparing(Signal::getSignalId));
    return signals;
  }

  /** By span, else by response, else the latest answer of the conversation before it. */
  static Optional<Inspected> target(Signal signal, List<Inspected> interactions) {
    if (!signal.getTraceId().isEmpty()) {
      List<Inspected> ofTrace =
          interactions.stream()
              .filter(i -> i.interaction().getTraceId().equals(signal.getTraceId()))
              .toList();
      return nearSpan(signal, ofTrace).or(() -> latest(signal, ofTrace, i -> true));
    }
    if (!signal.getResponseId().isEmpty()) {
      return latest(signal, interactions, i -> i.getResponseId().equals(signal.getResponseId()));
    }
    return signal.getConversationId().isEmpty()
        ? Optional.empty()
        : latest(
            signal, interactions, i -> i.getConversationId().equals(signal.getConversationId()));
  }

  /** The interaction that the span is in, else one below it, as below the span of a server. */
  private static Optional<Inspected> nearSpan(Signal signal, List<Inspected> ofTrace) {
    if (ofTrace.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> parents = parents(ofTrace.getFirst());
    Set<String> above = upwards(signal.getSpanId(), parents);
    return ofTrace.stream()
        .filter(i -> above.contains(i.interaction().getRootSpanId()))
        .findFirst()
        .or(
            () ->
                latest(
                    signal,
                    ofTrace,
                    i -> upwards(i.getRootSpanId(), parents).contains(signal.getSpanId())));
  }

  private static Optional<Inspected> latest(
      Signal signal, List<Inspected> interactions, Predicate<Interaction> matches) {
    List<Inspected> matching =
        interactions.stream().filter(i -> matches.test(i.interaction())).toList();
    Comparator<Inspected> byEnd = Comparator.comparingLong(i -> i.interaction().getEndUnixNanos());
    return matching.stream()
        .filter(
            i -> i.interaction().getEndUnixNanos() / NANOS_PER_MILLI <= signal.getTimeUnixMillis())
        .max(byEnd)
        .or(() -> matching.stream().max(byEnd));
  }

  private static Map<String, String> parents(Inspected inspected) {
    Map<String, String> parents = new HashMap<>();
    inspected.trace().spans().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(span -> parents.put(hex(span.getSpanId()), hex(span.getParentSpanId())));
    return parents;
  }

  /** The span and what is above it, once each however the ids run. */
  private static Set<String> upwards(String span, Map<String, String> parents) {
    Set<String> above = new HashSet<>();
    for (String at = span; !at.isEmpty() && above.add(at); at = parents.getOrDefault(at, "")) {}
    return above;
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
