package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.ragTrace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Plan;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String HALF = ScoringRun.POLICY.replace("rate: 1.0", "rate: 0.5");

  @TempDir Path state;
  private ScoringRun run;

  @BeforeEach
  void start() {
    run = new ScoringRun(state, ScoringRun.POLICY);
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
        .returns(
            SamplingPolicy.parse(ScoringRun.POLICY).staticPlan().getPlanId(), Decision::getPlanId);
  }

  @Test
  void sendsThePlanOnceAndAgainWhenThePolicyChanges() {
    run.after(Duration.ofSeconds(6));
    run.after(Duration.ofSeconds(6));
    assertThat(run.plans()).hasSize(1);
    // When
    run.policy(HALF);
    run.after(Duration.ofSeconds(6));
    // Then
    assertThat(run.plans())
        .extracting(Plan::getPlanId)
        .containsExactly(SamplingPolicy.parse(HALF).staticPlan().getPlanId());
    run.spans("a", ragTrace("a", Traces.GOOD, END));
    run.after(Duration.ofSeconds(8));
    assertThat(judge().getPi()).isEqualTo(0.5);
  }

  @Test
  void keepsTheLastPlanWhenTheFileIsWrong() {
    run.after(Duration.ofSeconds(6));
    for (String wrong : new String[] {"", "salt: [", HALF.replace("0.5", "1.5")}) {
      run.policy(wrong);
      run.after(Duration.ofSeconds(6));
      assertThat(accepted()).as(wrong).isZero();
    }
    assertThat(run.plans()).hasSize(1);
    run.spans("a", ragTrace("a", Traces.GOOD, END));
    run.after(Duration.ofSeconds(8));
    assertThat(judge().getPi()).isEqualTo(1);
    run.policy(HALF);
    run.after(Duration.ofSeconds(6));
    assertThat(accepted()).isEqualTo(1);
    assertThat(run.plans()).hasSize(1);
    assertThat(run.deadLetters()).isEmpty();
  }

  private double accepted() {
    return run.registry.get("plumbline.scoring.policy.accepted").gauge().value();
  }

  private Decision judge() {
    return run.decisions().stream()
        .filter(d -> d.getEvaluator().getId().equals("quality"))
        .findFirst()
        .orElseThrow();
  }
}
