package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.Interaction;
import java.util.List;
import java.util.Map;

/**
 * An answer of traffic that was, for trying a policy on.
 *
 * @param pi the chance with which its judge was asked; 1 where it was not
 * @param verdicts metric ({@code rubric/criterion}) to whether the judge passed it
 * @param labels metric to whether people did; of judged answers only
 * @param usd what its verdicts cost; 0 where that is not known
 * @param tokens what they took, in and out
 */
public record PastAnswer(
    Interaction interaction,
    List<CheckResult> checks,
    double pi,
    Map<String, Boolean> verdicts,
    Map<String, Boolean> labels,
    double usd,
    long tokens) {}
