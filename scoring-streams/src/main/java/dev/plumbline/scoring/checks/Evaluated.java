package dev.plumbline.scoring.checks;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.sampling.JudgeDecision;
import dev.plumbline.v1.Interaction;
import java.util.List;

/**
 * An interaction with what was found and decided about it.
 *
 * @param checkSet version of the set of checks that ran
 * @param firstArrivalMillis arrival time of its trace's first record; tells a revision from a part
 *     of a trace that was forgotten
 */
public record Evaluated(
    Interaction interaction,
    List<CheckResult> checks,
    List<JudgeDecision> judges,
    String checkSet,
    long firstArrivalMillis) {}
