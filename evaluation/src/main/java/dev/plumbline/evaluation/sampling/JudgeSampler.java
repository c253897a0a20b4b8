package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Plan;
import java.util.List;

/** Decides by plan which interactions a judge is asked about. Pure: same facts, same decision. */
public final class JudgeSampler {
  /** A sampler for the policy text and rates of a plan. */
  public static JudgeSampler of(Plan plan) {
    throw new UnsupportedOperationException(plan.getPlanId());
  }

  private JudgeSampler() {}

  /** One decision per evaluator of the policy, in the policy's order. */
  public List<JudgeDecision> decide(Interaction interaction, List<CheckResult> checks) {
    throw new UnsupportedOperationException(interaction.getInteractionId() + checks);
  }
}
