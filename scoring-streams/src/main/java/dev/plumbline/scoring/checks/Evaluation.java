package dev.plumbline.scoring.checks;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.sampling.JudgeSampler;
import dev.plumbline.evaluation.sampling.LateFact;
import dev.plumbline.evaluation.signal.SpanReach;
import dev.plumbline.scoring.assembly.AssembledTrace;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** From a trace to its interactions, with what checks say and what is decided about them. */
public final class Evaluation {
  private final Normaliser normaliser;
  private final Supplier<CheckSuite> checks;

  /**
   * An evaluation.
   *
   * @param checks gives the checks in effect; those of one trace are the same
   */
  public Evaluation(Normaliser normaliser, Supplier<CheckSuite> checks) {
    this.normaliser = normaliser;
    this.checks = checks;
  }

  /**
   * All interactions of a trace.
   *
   * @param late what users did about them so far
   */
  public List<Evaluated> of(AssembledTrace trace, JudgeSampler judges, Set<LateFact> late) {
    CheckSuite suite = checks.get();
    List<Interaction> interactions = normaliser.normalise(trace.content());
    Set<String> ids =
        interactions.stream().map(Interaction::getInteractionId).collect(Collectors.toSet());
    SpanReach reach = SpanReach.of(trace.content());
    List<Evaluated> all = new ArrayList<>();
    for (Interaction normalised : interactions) {
      Interaction interaction =
          RecordBudget.fit(TimeClamp.clamp(normalised, trace.arrivalMillis())).toBuilder()
              .setRevision(trace.revision())
              .setCompletionReason(trace.reason())
              .setArrivalUnixMillis(trace.arrivalMillis())
              .build();
      List<CheckResult> results = suite.run(interaction);
      all.add(
          new Evaluated(
              interaction,
              results,
              judges.decide(interaction, results, late),
              suite.version(),
              ids,
              trace.firstArrivalMillis(),
              reach.within(interaction.getRootSpanId()),
              reach.above(interaction.getRootSpanId()),
              all.size() == interactions.size() - 1));
    }
    return all;
  }
}
