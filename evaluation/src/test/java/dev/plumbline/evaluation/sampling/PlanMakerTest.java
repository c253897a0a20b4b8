package dev.plumbline.evaluation.sampling;

import static dev.plumbline.evaluation.sampling.Policies.AUTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.sampling.PlanMaker.Result;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumRate;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlanMakerTest {
  private static final long NOON = 1_793_534_400_000L;

  private final SamplingPolicy policy = SamplingPolicy.parse(AUTO);
  private final TreeMap<String, PlanMemory> memories = new TreeMap<>();

  @Test
  void isTheFilesOwnPlanWhileNothingIsKnown() {
    assertThat(plan(policy)).isEqualTo(policy.staticPlan());
  }

  @Test
  void spendsTheBudgetByWhatVerdictsTaught() {
    hour("old", "rest", 9_000, 0.02);
    hour("old", "suspicious", 1_000, 0.4);
    Plan plan = plan(policy);
    double hard = pi(plan, "suspicious", "old");
    double easy = pi(plan, "rest", "old");
    assertThat(hard).isGreaterThan(2 * easy);
    assertThat(1_000 * hard + 9_000 * easy).isCloseTo(950, within(20.0));
  }

  @Test
  void givesANewSliceItsFloorFromItsFirstTenSeconds() {
    hour("old", "rest", 100_000, 0.05);
    hour("older", "rest", 2_000, 0.05);
    // Before it is known: as one that is as small as the smallest.
    double unknown = pi(plan(policy), "rest", "");
    assertThat(unknown * 2_000).isCloseTo(50, within(3.0));
    // Ten seconds after its first answer, at 3,600 an hour.
    add(input("new", "rest").setEligible(10), NOON);
    double known = pi(plan(policy), "rest", "new");
    assertThat(known * 3_600).isCloseTo(50, within(3.0));
  }

  @Test
  void doesNotStakeTheBudgetOnAnUnknownSlice() {
    hour("old", "rest", 100_000, 0.05);
    hour("tiny", "rest", 10, 0.05);
    assertThat(pi(plan(policy), "rest", "")).isCloseTo(12 * 0.0095, within(0.006));
  }

  @Test
  void doesNotMoreThanDoubleARateFromOnePlanToTheNext() {
    add(input("old", "rest").setEligible(3), NOON);
    Plan start = policy.staticPlan();
    assertThat(pi(plan(policy), "rest", "old")).as("what three answers ask for").isGreaterThan(0.5);
    Plan second = next(start);
    assertThat(pi(second, "rest", "old")).isEqualTo(0.1);
    assertThat(pi(second, "rest", "")).isEqualTo(0.1);
    assertThat(pi(next(second), "rest", "old")).isEqualTo(0.2);
    add(input("new", "rest").setEligible(3), NOON);
    assertThat(pi(next(second), "rest", "new")).as("from that of unknown ones").isEqualTo(0.2);
  }

  private Plan next(Plan last) {
    return ((Result.Made) PlanMaker.make(policy, memories.values(), Optional.of(last))).plan();
  }

  @Test
  void refusesWhenEvenTheLeastChanceCostsMoreThanTheBudget() {
    hour("old", "rest", 1_000_000, 0.05);
    SamplingPolicy poor = SamplingPolicy.parse(AUTO.replace("1000}", "100}"));
    assertThat(PlanMaker.make(poor, memories.values(), Optional.empty()))
        .isInstanceOfSatisfying(
            Result.Refused.class,
            refused -> assertThat(refused.callsPerHour()).isCloseTo(5_000, within(100.0)));
  }

  @Test
  void plansMoneyByWhatCallsCostLately() {
    String text =
        AUTO.replace("callsPerHour: 1000", "usdPerDay: 24")
            .replace("judge: primary", "judge: primary\n    usdPerCall: 0.002");
    SamplingPolicy money = SamplingPolicy.parse(text);
    hour("old", "rest", 10_000, 0.05);
    assertThat(10_000 * pi(plan(money), "rest", "old")).isCloseTo(475, within(10.0));
    add(input("old", "").setCriterion("").setCalls(2_000).setCostMicroUsd(8_000_000), NOON);
    assertThat(10_000 * pi(plan(money), "rest", "old")).isCloseTo(239, within(10.0));
  }

  @Test
  void forgetsASliceThatWasNotSeenForADayAndFollowsTheTrafficWithinMinutes() {
    hour("old", "rest", 9_000, 0.02);
    long later = NOON + Duration.ofMinutes(30).toMillis();
    assertThat(Memory.perHour(memories.firstEntry().getValue(), later)).isLessThan(500);
    add(input("new", "rest").setEligible(1), NOON + Duration.ofHours(25).toMillis());
    assertThat(plan(policy).getRatesList())
        .extracting(rate -> rate.getSlice().getModel())
        .containsOnly("", "new");
  }

  @Test
  void leavesOutWhatItRememberedByOtherDimensions() {
    hour("old", "rest", 9_000, 0.02);
    SamplingPolicy byRoute = SamplingPolicy.parse(AUTO.replace("[model]", "[route]"));
    assertThat(plan(byRoute)).isEqualTo(byRoute.staticPlan());
  }

  @Test
  void staysWhenNoRateMovesByMoreThanATwentieth() {
    hour("old", "rest", 9_000, 0.02);
    Plan last = plan(policy);
    add(input("old", "rest").setEligible(30), NOON);
    assertThat(PlanMaker.stays(last, plan(policy))).isTrue();
    add(input("old", "rest").setEligible(300), NOON);
    assertThat(PlanMaker.stays(last, plan(policy))).isFalse();
    SamplingPolicy commented = SamplingPolicy.parse(AUTO + "# another text\n");
    assertThat(PlanMaker.stays(last, plan(commented))).isFalse();
  }

  /** An hour of steady traffic in ten-second parts, a tenth of it judged, up to noon. */
  private void hour(String model, String stratum, double answers, double bad) {
    int parts = 360;
    for (int i = 1; i <= parts; i++) {
      long eligible = Math.round(answers * i / parts) - Math.round(answers * (i - 1) / parts);
      double a = (double) eligible;
      add(
          input(model, stratum)
              .setEligible(eligible)
              .setA0(a * bad)
              .setB0(a * bad * 10)
              .setA1(a * (1 - bad))
              .setB1(a * (1 - bad) * 10),
          NOON - (parts - i) * Memory.GATHER.toMillis());
    }
  }

  private void add(PlanInput.Builder news, long at) {
    PlanInput input = news.build();
    memories.compute(
        Memory.key(input, policy.slices()),
        (key, held) -> Memory.with(held, input, policy.slices(), at));
  }

  private static PlanInput.Builder input(String model, String stratum) {
    return PlanInput.newBuilder()
        .setEvaluator("answer-quality")
        .setCriterion("helpful")
        .setStratum(stratum)
        .setSlice(Slice.newBuilder().setTenant("t").setModel(model).setRoute("any"));
  }

  private Plan plan(SamplingPolicy of) {
    return plan(of, memories.values());
  }

  private static Plan plan(SamplingPolicy policy, Collection<PlanMemory> memories) {
    return ((Result.Made) PlanMaker.make(policy, memories, Optional.empty())).plan();
  }

  /** The rate of a model, or of unknown ones. */
  private static double pi(Plan plan, String stratum, String model) {
    return plan.getRatesList().stream()
        .filter(rate -> rate.getStratum().equals(stratum))
        .filter(rate -> rate.hasSlice() == !model.isEmpty())
        .filter(rate -> rate.getSlice().getModel().equals(model))
        .mapToDouble(StratumRate::getPi)
        .findFirst()
        .orElseThrow();
  }
}
