package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumRate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides by plan which interactions a judge is asked about. Pure: same facts, same decision. */
public final class JudgeSampler {
  private final Plan plan;
  private final String salt;
  private final SliceDimensions slices;
  private final HumanSampler people;
  private final List<Evaluator> evaluators;

  private JudgeSampler(Plan plan, SamplingPolicy policy, List<Evaluator> evaluators) {
    this.plan = plan;
    this.salt = policy.salt();
    this.slices = policy.slices();
    this.people = new HumanSampler(plan, policy);
    this.evaluators = evaluators;
  }

  /** An evaluator with thresholds for every stratum of it. */
  private record Evaluator(SamplingPolicy.Rubric rubric, List<Thresholds> strata) {}

  /** Thresholds of a stratum: those of the slices that the plan names, and one for the others. */
  private record Thresholds(Map<Slice, Long> named, long otherwise) {
    long of(Slice slice) {
      return named.getOrDefault(slice, otherwise);
    }
  }

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
      List<Thresholds> strata = new ArrayList<>();
      for (SamplingPolicy.Stratum stratum : rubric.strata()) {
        strata.add(thresholds(plan, rubric.id(), stratum.name(), problems));
      }
      evaluators.add(new Evaluator(rubric, List.copyOf(strata)));
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return new JudgeSampler(plan, policy, List.copyOf(evaluators));
  }

  /** The plan that it decides by. */
  public Plan plan() {
    return plan;
  }

  /** Which judged answers people are asked about, by the same plan. */
  public HumanSampler people() {
    return people;
  }

  /** Whether what users do about an answer may raise its chance. */
  public boolean usesLateFacts() {
    return evaluators.stream()
        .flatMap(evaluator -> evaluator.rubric().strata().stream())
        .anyMatch(SamplingPolicy.Stratum::late);
  }

  /** One decision per evaluator of the policy, in the policy's order, before users did anything. */
  public List<JudgeDecision> decide(Interaction interaction, List<CheckResult> checks) {
    return decide(interaction, checks, Set.of());
  }

  /** The same with what users did. */
  public List<JudgeDecision> decide(
      Interaction interaction, List<CheckResult> checks, Set<LateFact> late) {
    Map<String, Object> facts = Facts.of(interaction, checks, late);
    long draw = Draw.of(salt, interaction.getTraceId());
    List<JudgeDecision> decisions = new ArrayList<>(evaluators.size());
    for (Evaluator evaluator : evaluators) {
      decisions.add(decide(evaluator, interaction, facts, draw));
    }
    return decisions;
  }

  /** What stands when users have done something: the decision with the larger chance. */
  public List<JudgeDecision> inTheEnd(
      Interaction interaction, List<CheckResult> checks, Set<LateFact> late) {
    List<JudgeDecision> decisions = new ArrayList<>(decide(interaction, checks));
    if (!late.isEmpty() && usesLateFacts()) {
      List<JudgeDecision> again = decide(interaction, checks, late);
      for (int i = 0; i < again.size(); i++) {
        if (again.get(i).threshold() > decisions.get(i).threshold()) {
          decisions.set(i, again.get(i));
        }
      }
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
        long threshold = evaluator.strata().get(i).of(slices.of(interaction));
        return decision(rubric, true, "", draw, threshold, stratum.name());
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

  private static Thresholds thresholds(
      Plan plan, String rubric, String stratum, List<String> problems) {
    Map<Slice, Long> named = new HashMap<>();
    double otherwise = Double.NaN;
    for (StratumRate rate : plan.getRatesList()) {
      if (!rate.getEvaluator().equals(rubric) || !rate.getStratum().equals(stratum)) {
        continue;
      }
      if (!isRate(rate.getPi())) {
        problems.add("plan " + plan.getPlanId() + ": no rate is " + rate.getPi());
      } else if (rate.hasSlice()) {
        named.put(rate.getSlice(), Draw.threshold(rate.getPi()));
      } else {
        otherwise = rate.getPi();
      }
    }
    if (!isRate(otherwise)) {
      problems.add("plan " + plan.getPlanId() + ": no rate for " + rubric + "/" + stratum);
    }
    return new Thresholds(Map.copyOf(named), Draw.threshold(otherwise));
  }

  private static boolean isRate(double pi) {
    return pi >= SamplingPolicy.FLOOR && pi <= 1;
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
        plan.getJudgeSettingsOrDefault(rubric.id(), ""),
        rubric.criteria(),
        eligible,
        eligible && draw < threshold,
        reason,
        Draw.probability(threshold),
        draw,
        threshold,
        stratum,
        plan.getPlanId(),
        plan.getPolicyHash(),
        plan.getSaltEpoch());
  }
}
