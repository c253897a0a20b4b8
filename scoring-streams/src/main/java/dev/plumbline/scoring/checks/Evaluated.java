package dev.plumbline.scoring.checks;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.sampling.JudgeDecision;
import dev.plumbline.v1.Interaction;
import java.util.List;
import java.util.Set;

/**
 * An interaction with what was found and decided about it.
 *
 * @param checkSet version of the set of checks that ran
 * @param revisionIds ids of all interactions of this revision of the trace, its own among them
 * @param firstArrivalMillis arrival time of its trace's first record; tells a revision from a part
 *     of a trace that was forgotten
 */
public record Evaluated(
    Interaction interaction,
    List<CheckResult> checks,
    List<JudgeDecision> judges,
    String checkSet,
    Set<String> revisionIds,
    long firstArrivalMillis) {
  /** The same as a later revision of an interaction that was made under another id. */
  public Evaluated as(String interactionId) {
    return new Evaluated(
        interaction.toBuilder().setInteractionId(interactionId).build(),
        checks,
        judges,
        checkSet,
        revisionIds,
        firstArrivalMillis);
  }
}
