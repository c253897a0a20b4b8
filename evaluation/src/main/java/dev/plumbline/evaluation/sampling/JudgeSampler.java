package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.StratumRate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decides by plan which interactions a judge is asked about. Pure: same facts, same decision. */
public final class JudgeSampler {
  private final Plan plan;
  private final String salt;
  private final List<Evaluator> evaluators;

  private JudgeSampler(Plan plan, String salt, List<Evaluator> evaluators) {
    this.plan = plan;
    this.salt = salt;
    this.evaluators = evaluators;
  }

  /** An evaluator with a threshold for every stratum of it. */
  private record Evaluator(SamplingPolicy.Rubric rubric, List<Long> thresholds) {}

  /**
   * A sampler for the policy text and rates of a plan.
   *
   * @throws PolicyException when the plan's policy text is not a policy, or a stratum has no rate
   *     from the floor to 1
   */
  public static JudgeSampler of(Plan plan) {
    SamplingPolicy policy = SamplingPolicy.parse(plan.getPolicyText());
    List<Evaluator> evaluators = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (SamplingPolicy.Rubric rubric : policy.rubrics()) {
      List<Long> thresholds = new ArrayList<>();
      for (SamplingPolicy.Stratum stratum : rubric.strata()) {
        double pi = rate(plan, rubric.id(), stratum.name());
        if (!(pi >= SamplingPolicy.FLOOR && pi <= 1)) {
          problems.add(
              "plan " + plan.getPlanId() + ": no rate for " + rubric.id() + "/" + stratum.name());
        }
        thresholds.add(Draw.threshold(pi));
      }
      evaluators.add(new Evaluator(rubric, List.copyOf(thresholds)));
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return new JudgeSampler(plan, policy.salt(), List.copyOf(evaluators));
  }

  /** The plan that it decides by. */
  public Plan plan() {
    return plan;
  }

  /** One decision per evaluator of the policy, in the policy's order. */
  public List<JudgeDecision> decide(Interaction interaction, List<CheckResult> checks) {
    Map<String, Object> facts = Facts.of(interaction, checks);
    long draw = Draw.of(salt, interaction.getTraceId());
    List<JudgeDecision> decisions = new ArrayList<>(evaluators.size());
    for (Evaluator evaluator : evaluators) {
      decisions.add(decide(evaluator, interaction, facts, draw));
    }
    return decisions;
  }

  private JudgeDecision decide(
      Evaluator evaluator, Interaction interaction, Map<String, Object> facts, long draw) {
    SamplingPolicy.Rubric rubric = evaluator.rubric();
    String reason = ineligible(rubric, interaction, facts);
    if (!reason.isEmpty()) {
      return decision(rubric, false, reason, draw, 0, "");
    }
    for (int i = 0; i < rubric.strata().size(); i++) {
      SamplingPolicy.Stratum stratum = rubric.strata().get(i);
      if (stratum.when().isEmpty() || stratum.when().get().holds(facts).orElse(false)) {
        return decision(rubric, true, "", draw, evaluator.thresholds().get(i), stratum.name());
      }
    }
    throw new IllegalStateException("the last stratum of " + rubric.id() + " takes all");
  }

  private static String ineligible(
      SamplingPolicy.Rubric rubric, Interaction interaction, Map<String, Object> facts) {
    if (interaction.getOutputState() != ContentState.FULL) {
      return "content_not_captured";
    }
    return rubric
        .eligible()
        .map(
            condition ->
                condition.holds(facts).map(yes -> yes ? "" : "policy").orElse("condition_error"))
        .orElse("");
  }

  private static double rate(Plan plan, String rubric, String stratum) {
    return plan.getRatesList().stream()
        .filter(rate -> rate.getEvaluator().equals(rubric) && rate.getStratum().equals(stratum))
        .mapToDouble(StratumRate::getPi)
        .findFirst()
        .orElse(Double.NaN);
  }

  private JudgeDecision decision(
      SamplingPolicy.Rubric rubric,
      boolean eligible,
      String reason,
      long draw,
      long threshold,
      String stratum) {
    return new JudgeDecision(
        rubric.id(),
        rubric.version(),
        rubric.judge(),
        rubric.criteria(),
        eligible,
        eligible && draw < threshold,
        reason,
        Draw.probability(threshold),
        draw,
        threshold,
        stratum,
        plan.getPlanId(),
        plan.getSaltEpoch());
  }
}
