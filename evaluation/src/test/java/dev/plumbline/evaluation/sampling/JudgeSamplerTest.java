package dev.plumbline.evaluation.sampling;

import static dev.plumbline.evaluation.sampling.Policies.TWO_STRATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.Interactions;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.StratumRate;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgeSamplerTest {
  private static final List<CheckResult> CLEAN = List.of(result("grounding", true));
  private static final List<CheckResult> FAILED = List.of(result("grounding", false));

  private final Plan plan = SamplingPolicy.parse(TWO_STRATA).staticPlan();
  private final JudgeSampler sampler = JudgeSampler.of(plan);

  @Test
  void picksTheFirstStratumThatMatchesAndRecordsWhatWasCompared() {
    JudgeDecision failed = decide("refunds", FAILED);
    assertThat(failed.stratum()).isEqualTo("suspicious");
    assertThat(failed.pi()).isEqualTo(0.5);
    assertThat(failed.threshold()).isEqualTo(1L << 55);
    // The draw of the trace is 0.584558.
    assertThat(failed.draw()).isEqualTo(0x95a5955d9beda9L);
    assertThat(failed.asked()).isFalse();
    assertThat(failed.planId()).isEqualTo(plan.getPlanId());
    assertThat(failed.saltEpoch()).isEqualTo("1");
    assertThat(decide("refunds", CLEAN).stratum()).isEqualTo("rest");
  }

  @Test
  void asksAboutEverythingAtRateOne() {
    String all = TWO_STRATA.replace("rate: 0.1", "rate: 1");
    JudgeSampler everything = JudgeSampler.of(SamplingPolicy.parse(all).staticPlan());
    JudgeDecision decision = everything.decide(interaction("refunds"), CLEAN).getFirst();
    assertThat(decision.asked()).isTrue();
    assertThat(decision.pi()).isEqualTo(1);
  }

  @Test
  void usesTheRatesOfThePlanNotOfTheFile() {
    Plan.Builder raised = plan.toBuilder();
    raised.setRates(0, raised.getRates(0).toBuilder().setPi(0.6));
    JudgeDecision decision =
        JudgeSampler.of(raised.build()).decide(interaction("refunds"), FAILED).getFirst();
    assertThat(decision.asked()).isTrue();
    assertThat(decision.pi()).isEqualTo(Draw.probability(Draw.threshold(0.6)));
  }

  @Test
  void usesTheRateOfTheSliceAndTheGeneralOneForAnUnknownSlice() {
    SamplingPolicy policy = SamplingPolicy.parse(Policies.AUTO);
    Interaction known = Interactions.answering("x").setTenant("t").build();
    StratumRate rest = policy.staticPlan().getRates(1);
    Plan named =
        policy.staticPlan().toBuilder()
            .addRates(rest.toBuilder().setPi(0.25).setSlice(policy.slices().of(known)))
            .build();
    JudgeSampler judges = JudgeSampler.of(named);
    assertThat(judges.decide(known, CLEAN).getFirst().pi()).isEqualTo(0.25);
    Interaction unknown =
        known.toBuilder().setModel(known.getModel().toBuilder().setServed("new")).build();
    assertThat(judges.decide(unknown, CLEAN).getFirst().pi())
        .isEqualTo(Draw.probability(Draw.threshold(0.05)));
    assertThat(judges.decide(known.toBuilder().setRoute("new").build(), CLEAN).getFirst().pi())
        .as("the route is no dimension of the floors")
        .isEqualTo(0.25);
  }

  @Test
  void refusesAPlanWithoutAUsableRate() {
    for (double pi : new double[] {0, 0.001, 1.5, Double.NaN}) {
      Plan broken = plan.toBuilder().setRates(1, plan.getRates(1).toBuilder().setPi(pi)).build();
      assertThatThrownBy(() -> JudgeSampler.of(broken))
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("answer-quality/rest");
    }
    Plan missing = plan.toBuilder().clearRates().addRates(StratumRate.getDefaultInstance()).build();
    assertThatThrownBy(() -> JudgeSampler.of(missing)).isInstanceOf(PolicyException.class);
  }

  @Test
  void leavesOutWhatIsNotEligibleWithAReason() {
    assertThat(decide("internal", FAILED))
        .returns(false, JudgeDecision::eligible)
        .returns(false, JudgeDecision::asked)
        .returns(0.0, JudgeDecision::pi)
        .returns("policy", JudgeDecision::reason);
    Interaction hidden =
        interaction("refunds").toBuilder().setOutputState(ContentState.CUT).build();
    assertThat(sampler.decide(hidden, CLEAN).getFirst().reason()).isEqualTo("content_not_captured");
  }

  @Test
  void saysWhenAConditionCouldNotBeEvaluated() {
    String asksACheckThatIsNotInUse =
        TWO_STRATA.replace("route != 'internal'", "checks['citations'] == 'pass'");
    JudgeDecision decision =
        JudgeSampler.of(SamplingPolicy.parse(asksACheckThatIsNotInUse).staticPlan())
            .decide(interaction("refunds"), CLEAN)
            .getFirst();
    assertThat(decision.eligible()).isFalse();
    assertThat(decision.reason()).isEqualTo("condition_error");
  }

  @Test
  void knowsEveryFact() {
    String facts =
        "failed_checks == 0 && checks['grounding'] == 'pass' && service == 's' && route == 'refunds'"
            + " && model == '' && prompt_version == '' && environment == '' && provider == ''"
            + " && output_state == 'full' && documents_state == 'content_state_unspecified'"
            + " && !has_documents && answer_chars == 1 && error_type == ''";
    Plan allFacts =
        SamplingPolicy.parse(TWO_STRATA.replace("route != 'internal'", facts)).staticPlan();
    Interaction interaction = interaction("refunds").toBuilder().setService("s").build();
    assertThat(JudgeSampler.of(allFacts).decide(interaction, CLEAN).getFirst().reason()).isEmpty();
  }

  @Test
  void asksAboutTheShareThatThePlanSays() {
    long seed = 11;
    Random random = new Random(seed);
    int asked = 0;
    int n = 20_000;
    for (int i = 0; i < n; i++) {
      byte[] id = new byte[16];
      random.nextBytes(id);
      Interaction interaction =
          interaction("refunds").toBuilder().setTraceId(HexFormat.of().formatHex(id)).build();
      asked += sampler.decide(interaction, CLEAN).getFirst().asked() ? 1 : 0;
    }
    // Four standard deviations of a binomial around 2000.
    assertThat(asked).as("seed %s", seed).isBetween(2000 - 170, 2000 + 170);
  }

  private JudgeDecision decide(String route, List<CheckResult> checks) {
    return sampler.decide(interaction(route), checks).getFirst();
  }

  private static Interaction interaction(String route) {
    return Interactions.answering("x").setRoute(route).build();
  }

  private static CheckResult result(String id, boolean pass) {
    return new CheckResult(id, "1", new CheckOutcome.Scored(pass, pass ? 1 : 0, "", List.of()));
  }
}
