package dev.plumbline.standalone.inspect;

import dev.plumbline.evaluation.signal.SignalReader;
import dev.plumbline.evaluation.signal.SpanReach;
import dev.plumbline.evaluation.signal.Targets;
import dev.plumbline.evaluation.signal.Targets.Candidate;
import dev.plumbline.standalone.inspect.Inspection.Inspected;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Signal;
import java.util.ArrayList;
import java.util.Comparator;
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
    SignalReader reader = new SignalReader(Set.of());
    Map<String, Signal> byId = new LinkedHashMap<>();
    Stream.concat(
            reader.ofLogs(tenant, traces.logs()).stream(),
            traces.contents(tenant).stream()
                .flatMap(trace -> reader.ofSpans(tenant, trace.spans()).stream()))
        .forEach(signal -> byId.putIfAbsent(signal.getSignalId(), signal));
    List<Signal> signals = new ArrayList<>(byId.values());
    signals.sort(
        Comparator.comparingLong(Signal::getTimeUnixMillis).thenComparing(Signal::getSignalId));
    return signals;
  }

  /** As the stream joins them, once all has come: by trace, by response, by conversation. */
  static Optional<Inspected> target(Signal signal, List<Inspected> interactions) {
    List<Inspected> ofTrace =
        matching(interactions, i -> i.getTraceId().equals(signal.getTraceId()));
    if (!ofTrace.isEmpty()) {
      List<Candidate> candidates = ofTrace.stream().map(Signals::candidate).toList();
      return one(
          Targets.named(signal, candidates).or(() -> Targets.latest(signal, candidates)), ofTrace);
    }
    List<Inspected> ofResponse =
        signal.getResponseId().isEmpty()
            ? List.of()
            : matching(interactions, i -> i.getResponseId().equals(signal.getResponseId()));
    if (!ofResponse.isEmpty() || signal.getConversationId().isEmpty()) {
      return latest(signal, ofResponse);
    }
    return latest(
        signal,
        matching(
            interactions,
            i ->
                i.getConversationId().equals(signal.getConversationId())
                    && (!signal.hasTurnIndex()
                        || i.hasTurnIndex() && i.getTurnIndex() == signal.getTurnIndex())));
  }

  private static List<Inspected> matching(
      List<Inspected> interactions, Predicate<Interaction> matches) {
    return interactions.stream().filter(i -> matches.test(i.interaction())).toList();
  }

  private static Optional<Inspected> latest(Signal signal, List<Inspected> matching) {
    return one(
        Targets.latest(signal, matching.stream().map(Signals::candidate).toList()), matching);
  }

  private static Optional<Inspected> one(Optional<String> id, List<Inspected> matching) {
    return matching.stream()
        .filter(i -> id.filter(i.interaction().getInteractionId()::equals).isPresent())
        .findFirst();
  }

  private static Candidate candidate(Inspected inspected) {
    SpanReach reach = SpanReach.of(inspected.trace());
    Interaction it = inspected.interaction();
    return new Candidate(
        it.getInteractionId(),
        reach.within(it.getRootSpanId()),
        reach.above(it.getRootSpanId()),
        it.getEndUnixNanos() / NANOS_PER_MILLI);
  }
}
