package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.Interaction;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An answer of traffic that was, for trying a policy on.
 *
 * @param pi the chance with which its judge was asked; 1 where it was not
 * @param verdicts metric ({@code rubric/criterion}) to whether the judge passed it
 * @param labels metric to whether people did; of judged answers only
 * @param late what users did about it while it could still be decided again
 * @param usd what its verdicts cost; 0 where that is not known
 * @param tokens what they took, in and out
 */
public record PastAnswer(
    Interaction interaction,
    List<CheckResult> checks,
    double pi,
    Map<String, Boolean> verdicts,
    Map<String, Boolean> labels,
    Set<LateFact> late,
    double usd,
    long tokens) {
  /** The same answer with what people said and users did. */
  public PastAnswer with(Map<String, Boolean> said, Set<LateFact> did) {
    return new PastAnswer(interaction, checks, pi, verdicts, said, did, usd, tokens);
  }
}
