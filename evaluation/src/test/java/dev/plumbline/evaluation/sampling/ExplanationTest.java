package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.HumanDraw.Purpose;
import dev.plumbline.v1.JudgeIdentity;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Why an answer was scored, or was not. */
class ExplanationTest {
  private static final Decision SAMPLED_OUT =
      Decision.newBuilder()
          .setEvaluator(Evaluator.newBuilder().setId("quality").setKind(Evaluator.Kind.JUDGE))
          .setOutcome(LedgerOutcome.SAMPLED_OUT)
          .setEligible(true)
          .setDraw(Draw.threshold(0.75))
          .setThreshold(Draw.threshold(0.25))
          .setStratum("rest")
          .setPlanId("74d9f010")
          .setSaltEpoch("1")
          .build();

  @Test
  void saysWhatWasDrawnAndComparedWhenNobodyWasAsked() {
    assertThat(Explanation.of(SAMPLED_OUT, Optional.empty()))
        .containsExactly(
            "Not scored: it is not in the judge's sample.",
            "Stratum rest had a chance of 0.250000; the draw was 0.750000, so the judge was not"
                + " asked (plan 74d9f010, salt epoch 1).");
  }

  @Test
  void saysWhoJudgedWhatItTookAndWhetherPeopleLookToo() {
    Decision scored =
        SAMPLED_OUT.toBuilder()
            .setOutcome(LedgerOutcome.SCORED)
            .setThreshold(Draw.threshold(0.875))
            .addLateFacts("thumbs_down")
            .addHumanDraws(
                HumanDraw.newBuilder()
                    .setMetric("quality/helpful")
                    .setPurpose(Purpose.AUDIT)
                    .setDraw(Draw.threshold(0.5))
                    .setThreshold(Draw.threshold(0.125)))
            .build();
    Verdict verdict =
        Verdict.newBuilder()
            .setIdentity(JudgeIdentity.newBuilder().setJudgeId("primary").setReportedModel("m-1"))
            .addCriteria(
                CriterionVerdict.newBuilder()
                    .setCriterion("helpful")
                    .setAnswer("no")
                    .setGate("refusal"))
            .setAttempts(2)
            .setLatencyMillis(820)
            .setInputTokens(1_000)
            .setOutputTokens(100)
            .setCostMicroUsd(210)
            .build();
    assertThat(Explanation.of(scored, Optional.of(verdict)))
        .containsExactly(
            "Scored.",
            "Stratum rest had a chance of 0.875000; the draw was 0.750000, so the judge was asked"
                + " (plan 74d9f010, salt epoch 1).",
            "The chance was raised by what the user did later (thumbs_down), with the number that"
                + " was drawn first.",
            "Judge primary (m-1) said helpful no (held back by refusal); 2 calls, 820 ms, 1100"
                + " tokens, 0.000210 dollars.",
            "People (audit) on quality/helpful: chance 0.125000, draw 0.500000, not drawn.");
  }

  @Test
  void saysThatThePolicyLeavesItOut() {
    Decision filtered =
        SAMPLED_OUT.toBuilder()
            .setOutcome(LedgerOutcome.FILTERED)
            .setEligible(false)
            .setReason("policy")
            .build();
    assertThat(Explanation.of(filtered, Optional.empty()))
        .containsExactly("Not scored: the policy's condition for what is eligible leaves it out.");
  }

  @ParameterizedTest
  @EnumSource(value = LedgerOutcome.class, mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void hasASentenceForEveryOutcomeWithItsReason(LedgerOutcome outcome) {
    Decision decision = SAMPLED_OUT.toBuilder().setOutcome(outcome).setReason("the reason").build();
    String first = Explanation.of(decision, Optional.empty()).getFirst();
    assertThat(first).endsWith(".");
    switch (outcome) {
      case SCORED, PENDING, SAMPLED_OUT, SUPERSEDED, LEDGER_OUTCOME_UNSPECIFIED ->
          assertThat(first).doesNotContain("the reason");
      default -> assertThat(first).startsWith("Not scored: ").contains("the reason");
    }
  }
}
