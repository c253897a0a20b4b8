package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.ragTrace;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.retrieval;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.Draw;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final SamplingPolicy ALL = SamplingPolicy.parse(ScoringRun.POLICY);
  private static final SamplingPolicy HALF =
      SamplingPolicy.parse(ScoringRun.POLICY.replace("rate: 1.0", "rate: 0.5"));

  private static final String AUTO_TEXT =
      ScoringRun.POLICY
          .replace(
              "evaluators:",
              "budget: {callsPerHour: 100}\nfloors: {by: [model], judgedPerHour: 5}\nevaluators:")
          .replace("rate: 1.0", "rate: auto");
  private static final SamplingPolicy AUTO = SamplingPolicy.parse(AUTO_TEXT);

  @TempDir Path state;
  private ScoringRun run;
  private SamplingPolicy inEffect = ALL;

  @BeforeEach
  void start() {
    CheckSuite checks = CheckSuite.parse(ScoringRun.CHECKS);
    run = new ScoringRun(state, () -> checks, () -> inEffect, null, null);
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  void decidesByTheFileUntilThePlanIsThere() {
    run.spans("a", ragTrace("a", Traces.GOOD, END));
    run.unnoticed(Duration.ofSeconds(6)).spans("b", ragTrace("b", Traces.GOOD, END));
    assertThat(run.plans()).isEmpty();
    assertThat(judge())
        .returns(1.0, Decision::getPi)
        .returns(ALL.staticPlan().getPlanId(), Decision::getPlanId);
  }

  @Test
  void sendsThePlanOnceAndAgainWhenThePolicyChanges() {
    run.after(Duration.ofSeconds(6));
    run.after(Duration.ofSeconds(6));
    assertThat(run.plans()).hasSize(1);
    // When
    inEffect = HALF;
    run.ticked(Duration.ofSeconds(1));
    // Then
    assertThat(run.plans())
        .extracting(Plan::getPlanId)
        .containsExactly(HALF.staticPlan().getPlanId());
    run.spans("a", ragTrace("a", Traces.GOOD, END));
    run.after(Duration.ofSeconds(8));
    assertThat(judge().getPi()).isEqualTo(0.5);
  }

  @Test
  void plansARateForASliceFromWhatTheLedgerBooked() {
    inEffect = AUTO;
    run.after(Duration.ofSeconds(2));
    for (String trace : List.of("a", "b", "c", "d")) {
      run.spans(trace, ragTrace(trace, Traces.GOOD, END));
    }
    run.after(Duration.ofSeconds(30));
    assertThat(run.decisions())
        .filteredOn(d -> d.getEvaluator().getId().equals("quality"))
        .hasSize(4)
        .extracting(Decision::getPi)
        .containsOnly(Draw.probability(Draw.threshold(0.05)));
    // Then
    Plan plan = run.plans().getLast();
    assertThat(plan.getRatesList())
        .extracting(rate -> rate.getSlice().getModel())
        .containsExactly("", "gpt-1");
    double perHour = 4 * 3_600 / 10.0;
    double pi = plan.getRates(1).getPi();
    assertThat(pi).isCloseTo(95 / perHour, within(0.1 * 95 / perHour));
    run.spans("e", ragTrace("e", Traces.GOOD, END));
    run.after(Duration.ofSeconds(8));
    assertThat(judge())
        .returns(plan.getPlanId(), Decision::getPlanId)
        .returns(Draw.probability(Draw.threshold(pi)), Decision::getPi);
  }

  @Test
  void learnsDifferencesSoThatARevisionCountsOnceAndAVerdictOnWhatStandsByItsWeight() {
    inEffect = HALF;
    run.after(Duration.ofSeconds(2));
    run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
    run.spans("b", ragTrace("b", Traces.GOOD, END));
    run.after(Duration.ofSeconds(8));
    run.spans("a", request(retrieval("a", END)));
    run.after(Duration.ofSeconds(8));
    List<JudgeRequest> asked = run.requests();
    for (JudgeRequest request : asked) {
      run.verdict(
          Traces.verdict(request, VerdictStatus.VERDICT_OK, true).toBuilder()
              .setCostMicroUsd(300)
              .build());
    }
    run.after(Duration.ofSeconds(12));
    // Then
    List<PlanInput> inputs = run.planInputs();
    assertThat(asked).as("a once more, since it got documents").hasSize(3);
    assertThat(inputs.stream().mapToLong(PlanInput::getEligible).sum()).isEqualTo(2);
    assertThat(inputs.stream().mapToDouble(PlanInput::getA1).sum()).isEqualTo(2.0 * 2);
    assertThat(inputs.stream().mapToDouble(PlanInput::getB1).sum()).isEqualTo(4.0 * 2);
    assertThat(inputs.stream().mapToLong(PlanInput::getCostMicroUsd).sum())
        .isEqualTo(300L * asked.size());
    assertThat(inputs)
        .allMatch(input -> input.getEvaluator().equals("quality"))
        .allMatch(input -> input.getStratum().equals(input.getCalls() > 0 ? "" : "all"));
    assertThat(run.windows().values()).allMatch(w -> w.getSamplingStratum().isEmpty());
  }

  @Test
  void keepsTheLastPlanWhenTheBudgetIsTooSmallForAnyAndSaysSo() {
    inEffect = AUTO;
    run.after(Duration.ofSeconds(2));
    for (String trace : List.of("a", "b", "c", "d")) {
      run.spans(trace, ragTrace(trace, Traces.GOOD, END));
    }
    run.after(Duration.ofSeconds(30));
    Plan last = run.plans().getLast();
    // When
    inEffect = SamplingPolicy.parse(AUTO_TEXT.replace("100}", "1}"));
    run.after(Duration.ofSeconds(2));
    // Then
    assertThat(run.plans()).isEmpty();
    assertThat(refusals()).isPositive();
    run.decisions();
    run.spans("e", ragTrace("e", Traces.GOOD, END));
    run.after(Duration.ofSeconds(8));
    assertThat(judge().getPlanId()).isEqualTo(last.getPlanId());
  }

  @Test
  void makesNoNewPlanWhenNoTrafficCame() {
    inEffect = AUTO;
    run.after(Duration.ofSeconds(2));
    run.spans("a", ragTrace("a", Traces.GOOD, END));
    run.after(Duration.ofSeconds(30));
    assertThat(run.plans()).isNotEmpty();
    run.after(Duration.ofHours(3)).after(Duration.ofMinutes(1));
    assertThat(run.plans()).isEmpty();
  }

  private double refusals() {
    return run.registry.counter("plumbline.scoring.plans", "outcome", "refused").count();
  }

  private Decision judge() {
    return run.decisions().stream()
        .filter(d -> d.getEvaluator().getId().equals("quality"))
        .findFirst()
        .orElseThrow();
  }
}
