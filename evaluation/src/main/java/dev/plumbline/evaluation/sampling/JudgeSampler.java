package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.StratumRate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  private record Evaluator(
      String rubric,
      String version,
      String judge,
      List<String> criteria,
      Optional<Condition> eligible,
      List<Stratum> strata) {}

  private record Stratum(String name, Optional<Condition> when, double pi) {}

  /**
   * A sampler for the policy text and rates of a plan.
   *
   * @throws PolicyException when the plan's policy text is not a policy
   */
  public static JudgeSampler of(Plan plan) {
    SamplingPolicy policy = SamplingPolicy.parse(plan.getPolicyText());
    Map<String, Double> rates = new HashMap<>();
    for (StratumRate rate : plan.getRatesList()) {
      rates.put(rate.getEvaluator() + "\u0000" + rate.getStratum(), rate.getPi());
    }
    List<Evaluator> evaluators = new ArrayList<>();
    for (SamplingPolicy.Rubric rubric : policy.rubrics()) {
      List<Stratum> strata = new ArrayList<>();
      for (SamplingPolicy.Stratum stratum : SamplingPolicy.strata(rubric)) {
        String name = String.valueOf(stratum.name());
        double pi = rates.getOrDefault(rubric.rubric() + "\u0000" + name, SamplingPolicy.FLOOR);
        strata.add(
            new Stratum(name, Optional.ofNullable(stratum.when()).map(Condition::compile), pi));
      }
      evaluators.add(
          new Evaluator(
              String.valueOf(rubric.rubric()),
              String.valueOf(rubric.version()),
              String.valueOf(rubric.judge()),
              SamplingPolicy.criteria(rubric),
              Optional.ofNullable(rubric.eligible()).map(Condition::compile),
              strata));
    }
    return new JudgeSampler(plan, policy.salt(), evaluators);
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
    String reason = ineligible(evaluator, interaction, facts);
    if (!reason.isEmpty()) {
      return decision(evaluator, false, reason, draw, 0, "");
    }
    for (Stratum stratum : evaluator.strata()) {
      if (stratum.when().isEmpty() || stratum.when().get().holds(facts)) {
        return decision(evaluator, true, "", draw, Draw.threshold(stratum.pi()), stratum.name());
      }
    }
    throw new IllegalStateException("the last stratum of " + evaluator.rubric() + " takes all");
  }

  private static String ineligible(
      Evaluator evaluator, Interaction interaction, Map<String, Object> facts) {
    if (interaction.getOutputState() != ContentState.FULL) {
      return "content_not_captured";
    }
    boolean filtered = evaluator.eligible().isPresent() && !evaluator.eligible().get().holds(facts);
    return filtered ? "policy" : "";
  }

  private JudgeDecision decision(
      Evaluator evaluator,
      boolean eligible,
      String reason,
      long draw,
      long threshold,
      String stratum) {
    return new JudgeDecision(
        evaluator.rubric(),
        evaluator.version(),
        evaluator.judge(),
        evaluator.criteria(),
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
