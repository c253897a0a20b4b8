package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.Interactions;
import dev.plumbline.v1.Signal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What users did may raise a chance. */
class LateFactTest {
  @Test
  void followsFromTheLastSignalOfEveryName() {
    assertThat(LateFact.of(List.of(signal("user_feedback", 1), signal("user_rephrase", 0))))
        .containsExactly(LateFact.REPHRASED);
    assertThat(LateFact.of(List.of(signal("user_feedback", 0), signal("user_regeneration", 0))))
        .containsExactly(LateFact.THUMBS_DOWN, LateFact.REGENERATED);
    Signal button = Signal.newBuilder().setName("user_regenerate").build();
    assertThat(LateFact.of(List.of(button))).containsExactly(LateFact.REGENERATED);
    assertThat(LateFact.of(List.of(button.toBuilder().setLabel("withdrawn").build()))).isEmpty();
    assertThat(LateFact.of(List.of(Signal.newBuilder().setName("user_feedback").build())))
        .isEmpty();
  }

  @Test
  void raisesTheChanceOfTheSameDraw() {
    JudgeSampler sampler = sampler("failed_checks >= 1 || thumbs_down");
    assertThat(sampler.usesLateFacts()).isTrue();
    var answer = Interactions.answering("x").build();
    JudgeDecision before = sampler.decide(answer, List.of()).getFirst();
    JudgeDecision after =
        sampler.decide(answer, List.of(), EnumSet.of(LateFact.THUMBS_DOWN)).getFirst();
    assertThat(before.pi()).isEqualTo(Draw.probability(Draw.threshold(0.1)));
    assertThat(after.pi()).isEqualTo(0.5);
    assertThat(after.draw()).isEqualTo(before.draw());
    assertThat(sampler.decide(answer, List.of(), Set.of()).getFirst()).isEqualTo(before);
  }

  @Test
  void isAskedForOnlyWhereAConditionNamesOne() {
    assertThat(sampler("failed_checks >= 1").usesLateFacts()).isFalse();
    assertThat(sampler("regenerated || rephrased").usesLateFacts()).isTrue();
  }

  private static JudgeSampler sampler(String when) {
    String policy =
        Policies.TWO_STRATA.replace("failed_checks >= 1 || checks['grounding'] == 'error'", when);
    return JudgeSampler.of(SamplingPolicy.parse(policy).staticPlan());
  }

  private static Signal signal(String name, double value) {
    return Signal.newBuilder().setName(name).setValue(value).build();
  }
}
