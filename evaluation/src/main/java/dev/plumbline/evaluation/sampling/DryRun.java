package dev.plumbline.evaluation.sampling;

import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/**
 * What a policy would have done with traffic that was: the plan that its counts and verdicts lead
 * to, and what that plan costs and tells.
 */
public final class DryRun {
  private static final double DAY = 24;
  private static final double MICROS = 1e6;

  private DryRun() {}

  /**
   * Answers of one stratum in one slice.
   *
   * @param eligible answers
   * @param kept of which a judge is asked about so many, as an expectation
   */
  public record Line(String evaluator, String stratum, Slice slice, long eligible, double kept) {}

  /**
   * What was found.
   *
   * @param writtenKept as in {@link PlanMaker.Result.Made}
   * @param floorsKept as there
   * @param filtered answers that no evaluator takes
   * @param tokensPerDay empty when no verdict tells
   */
  public record Report(
      double writtenKept,
      double floorsKept,
      long filtered,
      List<Line> lines,
      double callsPerDay,
      Optional<Double> tokensPerDay,
      Optional<Double> usdPerDay,
      List<ExpectedWidth> widths) {}

  /**
   * Tries a policy.
   *
   * @param hours how long the traffic took
   * @return empty when the budget is too small for any plan
   */
  public static Optional<Report> of(SamplingPolicy policy, List<PastAnswer> answers, double hours) {
    return switch (plan(policy, answers, hours)) {
      case PlanMaker.Result.Refused refused -> Optional.empty();
      case PlanMaker.Result.Made made -> Optional.of(report(policy, made, answers, hours));
    };
  }

  /** The plan that the policy would make of the traffic. */
  static PlanMaker.Result plan(SamplingPolicy policy, List<PastAnswer> answers, double hours) {
    PlanMaker.Result first = plan(policy, JudgeSampler.of(policy.staticPlan()), answers, hours);
    // What users did late leads to another stratum where that has the larger rate, so that the
    // counts of strata depend on the plan.
    return first instanceof PlanMaker.Result.Made made
            && JudgeSampler.of(made.plan()).usesLateFacts()
        ? plan(policy, JudgeSampler.of(made.plan()), answers, hours)
        : first;
  }

  private static PlanMaker.Result plan(
      SamplingPolicy policy, JudgeSampler before, List<PastAnswer> answers, double hours) {
    Map<String, PlanMemory> memories = new TreeMap<>();
    for (PastAnswer answer : answers) {
      for (JudgeDecision decision :
          before.inTheEnd(answer.interaction(), answer.checks(), answer.late())) {
        if (decision.eligible()) {
          remember(memories, policy.slices(), answer, decision);
        }
      }
    }
    List<PlanMemory> steady =
        memories.values().stream().map(memory -> Memory.steady(memory, hours)).toList();
    return PlanMaker.make(policy, steady, Optional.empty());
  }

  private static void remember(
      Map<String, PlanMemory> memories,
      SliceDimensions slices,
      PastAnswer answer,
      JudgeDecision decision) {
    String own = decision.rubric() + "/";
    if (answer.usd() > 0 && answer.verdicts().keySet().stream().anyMatch(m -> m.startsWith(own))) {
      // Verdicts of several rubrics on one answer are taken to cost the same.
      long rubrics =
          answer.verdicts().keySet().stream()
              .map(metric -> metric.substring(0, metric.lastIndexOf('/') + 1))
              .distinct()
              .count();
      PlanInput paid =
          PlanInput.newBuilder()
              .setEvaluator(decision.rubric())
              .setSlice(SliceDimensions.ALL.of(answer.interaction()))
              .setCalls(1)
              .setCostMicroUsd(Math.round(answer.usd() / rubrics * MICROS))
              .build();
      memories.compute(Memory.key(paid, slices), (key, held) -> Memory.with(held, paid, slices, 0));
    }
    for (String criterion : decision.criteria()) {
      Boolean pass = answer.verdicts().get(decision.rubric() + "/" + criterion);
      double w = pass == null ? 0 : 1 / answer.pi();
      double passed = Boolean.TRUE.equals(pass) ? 1 : 0;
      PlanInput news =
          PlanInput.newBuilder()
              .setEvaluator(decision.rubric())
              .setCriterion(criterion)
              .setStratum(decision.stratum())
              .setSlice(SliceDimensions.ALL.of(answer.interaction()))
              .setEligible(1)
              .setA0(w * (1 - passed))
              .setA1(w * passed)
              .setB0(w * w * (1 - passed))
              .setB1(w * w * passed)
              .build();
      memories.compute(Memory.key(news, slices), (key, held) -> Memory.with(held, news, slices, 0));
    }
  }

  private static Report report(
      SamplingPolicy policy, PlanMaker.Result.Made made, List<PastAnswer> answers, double hours) {
    Plan plan = made.plan();
    JudgeSampler sampler = JudgeSampler.of(plan);
    Map<List<String>, Line> lines = new TreeMap<>(Comparator.comparing(List::toString));
    Widths widths = new Widths();
    long filtered = 0;
    double calls = 0;
    for (PastAnswer answer : answers) {
      boolean taken = false;
      Slice slice = policy.slices().of(answer.interaction());
      for (JudgeDecision decision :
          sampler.inTheEnd(answer.interaction(), answer.checks(), answer.late())) {
        if (decision.eligible()) {
          taken = true;
          calls += decision.pi();
          lines.merge(
              List.of(decision.rubric(), Traffic.name(slice), decision.stratum()),
              new Line(decision.rubric(), decision.stratum(), slice, 1, decision.pi()),
              DryRun::sum);
          widths.add(answer, decision, slice);
        }
      }
      filtered += taken ? 0 : 1;
    }
    List<PastAnswer> judged = answers.stream().filter(a -> !a.verdicts().isEmpty()).toList();
    double perDay = calls / hours * DAY;
    return new Report(
        made.writtenKept(),
        made.floorsKept(),
        filtered,
        new ArrayList<>(lines.values()),
        perDay,
        mean(judged.stream().filter(a -> a.tokens() > 0).mapToDouble(a -> (double) a.tokens()))
            .map(tokens -> tokens * perDay),
        mean(judged.stream().filter(a -> a.usd() > 0).mapToDouble(PastAnswer::usd))
            .map(usd -> usd * perDay),
        widths.expected());
  }

  private static Optional<Double> mean(DoubleStream values) {
    OptionalDouble mean = values.average();
    return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
  }

  private static Line sum(Line a, Line b) {
    return new Line(
        a.evaluator(), a.stratum(), a.slice(), a.eligible() + b.eligible(), a.kept() + b.kept());
  }
}
