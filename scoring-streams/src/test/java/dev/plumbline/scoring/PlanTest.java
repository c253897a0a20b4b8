package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.ragTrace;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckSuite;
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
  private static final SamplingPolicy ALL = SamplingPolicy.parse(ScoringRun.POLICY);
  private static final SamplingPolicy HALF =
      SamplingPolicy.parse(ScoringRun.POLICY.replace("rate: 1.0", "rate: 0.5"));

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

  private Decision judge() {
    return run.decisions().stream()
        .filter(d -> d.getEvaluator().getId().equals("quality"))
        .findFirst()
        .orElseThrow();
  }
}
