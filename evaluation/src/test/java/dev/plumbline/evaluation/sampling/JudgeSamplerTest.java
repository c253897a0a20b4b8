package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.Interactions;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgeSamplerTest {
  private static final String POLICY =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators:
        - rubric: answer-quality
          version: "1"
          judge: primary
          criteria: [helpful, grounded]
          eligible: "route != 'internal'"
          strata:
            - {name: suspicious, when: "failed_checks >= 1 || checks['grounding'] == 'error'", rate: 0.5}
            - {name: rest, rate: 0.1}
      """;
  private static final List<CheckResult> CLEAN = List.of(result("grounding", true));
  private static final List<CheckResult> FAILED = List.of(result("grounding", false));

  private final JudgeSampler sampler = JudgeSampler.of(SamplingPolicy.parse(POLICY).staticPlan());

  @Test
  void drawsAsTheGoldenExampleSays() {
    // Computed from SHA-256("judge-v1" || id) >> 8 of its first 8 bytes.
    assertThat(Draw.of("judge-v1", "4bf92f3577b34da6a3ce929d0e0e4736"))
        .isEqualTo(0x95a5955d9beda9L);
    assertThat(Draw.of("human-v1", "4bf92f3577b34da6a3ce929d0e0e4736"))
        .isEqualTo(0xa607a2c6ce4448L);
    assertThat(Draw.probability(0x95a5955d9beda9L)).isCloseTo(0.584558, within(5e-7));
    assertThat(Draw.threshold(1)).isEqualTo(1L << 56);
  }

  @Test
  void picksTheFirstStratumThatMatchesAndRecordsWhatWasCompared() {
    JudgeDecision failed = decide("refunds", FAILED);
    assertThat(failed.stratum()).isEqualTo("suspicious");
    assertThat(failed.pi()).isEqualTo(0.5);
    assertThat(failed.asked()).isFalse();
    assertThat(failed.draw()).isEqualTo(0x95a5955d9beda9L);
    assertThat(decide("refunds", CLEAN).stratum()).isEqualTo("rest");
  }

  @Test
  void leavesOutWhatIsNotEligibleWithAReason() {
    assertThat(decide("internal", FAILED))
        .returns(false, JudgeDecision::eligible)
        .returns("policy", JudgeDecision::reason);
    Interaction hidden =
        Interactions.answering("").setOutputState(ContentState.NOT_CAPTURED).build();
    assertThat(sampler.decide(hidden, CLEAN).getFirst().reason()).isEqualTo("content_not_captured");
  }

  @Test
  void asksAboutTheShareThatThePlanSays() {
    Random random = new Random(11);
    int asked = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      byte[] id = new byte[16];
      random.nextBytes(id);
      Interaction interaction =
          Interactions.answering("x").setTraceId(HexFormat.of().formatHex(id)).build();
      asked += sampler.decide(interaction, CLEAN).getFirst().asked() ? 1 : 0;
    }
    // Four standard deviations of a binomial.
    assertThat(asked).isBetween(2000 - 170, 2000 + 170);
  }

  @Test
  void givesAChangedPolicyAnotherPlan() {
    String changed = POLICY.replace("rate: 0.1", "rate: 0.2");
    assertThat(SamplingPolicy.parse(changed).staticPlan().getPlanId())
        .isNotEqualTo(SamplingPolicy.parse(POLICY).staticPlan().getPlanId());
  }

  @Test
  void tellsEveryProblemOfThePolicyAtOnce() {
    String bad =
        POLICY
            .replace("rate: 0.1", "rate: 0.001")
            .replace("failed_checks >= 1", "failed_cheks >= 1")
            .replace("salt: judge-v1\n", "");
    assertThatThrownBy(() -> SamplingPolicy.parse(bad))
        .isInstanceOf(PolicyException.class)
        .hasMessageContainingAll("salt: found nothing", "expected 0.005 to 1", "failed_cheks");
    assertThatThrownBy(() -> SamplingPolicy.parse(POLICY + "rates: {}"))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("rates");
  }

  private JudgeDecision decide(String route, List<CheckResult> checks) {
    return sampler.decide(Interactions.answering("x").setRoute(route).build(), checks).getFirst();
  }

  private static CheckResult result(String id, boolean pass) {
    return new CheckResult(id, "1", new CheckOutcome.Scored(pass, pass ? 1 : 0, "", List.of()));
  }
}
