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
 * @param within spans of the trace that belong to the interaction
 * @param above spans of the trace that it lies below
 * @param lastOfTrace whether all others of the trace came before
 */
public record Evaluated(
    Interaction interaction,
    List<CheckResult> checks,
    List<JudgeDecision> judges,
    String checkSet,
    Set<String> revisionIds,
    long firstArrivalMillis,
    Set<String> within,
    Set<String> above,
    boolean lastOfTrace) {
  /** The same as a later revision of an interaction that was made under another id. */
  public Evaluated as(String interactionId) {
    return new Evaluated(
        interaction.toBuilder().setInteractionId(interactionId).build(),
        checks,
        judges,
        checkSet,
        revisionIds,
        firstArrivalMillis,
        within,
        above,
        lastOfTrace);
  }
}
