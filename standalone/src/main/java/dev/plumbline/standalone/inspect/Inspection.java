package dev.plumbline.standalone.inspect;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.interaction.NormaliserConfig;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.evaluation.interaction.Twins;
import dev.plumbline.v1.CompletionReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * What the stream makes of payloads, once all of them are here.
 *
 * @param interactions in order of their start
 * @param unmatched signals about something that is not among them
 */
record Inspection(List<Inspected> interactions, List<Signal> unmatched) {
  private static final String TENANT = "default";
  private static final Comparator<Inspected> ORDER =
      Comparator.<Inspected>comparingLong(i -> i.interaction().getStartUnixNanos())
          .thenComparing(i -> i.interaction().getInteractionId());

  /**
   * An interaction with what belongs to it.
   *
   * @param trace the trace it was made of
   */
  record Inspected(
      Interaction interaction,
      TraceContent trace,
      List<Signal> signals,
      List<CheckResult> checks) {}

  static Inspection of(Traces traces, CheckSuite checks) {
    Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());
    List<Inspected> inspected = new ArrayList<>();
    for (TraceContent trace : traces.contents(TENANT)) {
      for (Interaction made : normaliser.normalise(trace)) {
        Interaction interaction =
            made.toBuilder().setRevision(1).setCompletionReason(completion(trace)).build();
        inspected.add(
            new Inspected(interaction, trace, new ArrayList<>(), checks.run(interaction)));
      }
    }
    Set<Interaction> distinct =
        Set.copyOf(Twins.distinct(inspected.stream().map(Inspected::interaction).toList()));
    inspected.removeIf(one -> !distinct.contains(one.interaction()));
    inspected.sort(ORDER);
    List<Signal> unmatched = new ArrayList<>();
    for (Signal signal : Signals.of(TENANT, traces)) {
      Signals.target(signal, inspected)
          .ifPresentOrElse(target -> target.signals().add(signal), () -> unmatched.add(signal));
    }
    return new Inspection(inspected, unmatched);
  }

  /** All that will come is here, so what matters is whether the root is. */
  private static CompletionReason completion(TraceContent trace) {
    boolean root =
        trace.spans().stream()
            .flatMap(resource -> resource.getScopeSpansList().stream())
            .flatMap(scope -> scope.getSpansList().stream())
            .anyMatch(span -> span.getParentSpanId().isEmpty());
    return root ? CompletionReason.ROOT_IDLE : CompletionReason.IDLE;
  }
}
