package dev.plumbline.evaluation.sampling;

import static dev.plumbline.evaluation.sampling.Policies.AUTO;
import static dev.plumbline.evaluation.sampling.Policies.TWO_STRATA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.groups.Tuple.tuple;

import dev.plumbline.v1.Plan;
import dev.plumbline.v1.StratumRate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingPolicyTest {
  @Test
  void ofWhatIsNoYamlOnlyThatIsTold() {
    assertThat(catchThrowable(() -> SamplingPolicy.parse("salt: x\nevaluators: [\n")))
        .isInstanceOf(PolicyException.class)
        .hasMessageStartingWith("line 3  not YAML: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void makesThePlanOfItsOwnRates() {
    Plan plan = SamplingPolicy.parse(TWO_STRATA).staticPlan();
    assertThat(plan.getRatesList())
        .extracting(StratumRate::getEvaluator, StratumRate::getStratum, StratumRate::getPi)
        .containsExactly(
            tuple("answer-quality", "suspicious", 0.5), tuple("answer-quality", "rest", 0.1));
    assertThat(plan.getPlanId()).matches("[0-9a-f]{16}");
    assertThat(plan.getPolicyText()).isEqualTo(TWO_STRATA);
  }

  @Test
  void givesTheSameFileTheSamePlanAndAChangedOneAnother() {
    String id = SamplingPolicy.parse(TWO_STRATA).staticPlan().getPlanId();
    assertThat(SamplingPolicy.parse(TWO_STRATA).staticPlan().getPlanId()).isEqualTo(id);
    String changed = TWO_STRATA.replace("rate: 0.1", "rate: 0.2");
    assertThat(SamplingPolicy.parse(changed).staticPlan().getPlanId()).isNotEqualTo(id);
  }

  @Test
  void asksNoJudgeWhereTheListIsEmpty() {
    String none = "salt: s\nsaltEpoch: \"1\"\nevaluators: []\n";
    assertThat(SamplingPolicy.parse(none).staticPlan().getRatesList()).isEmpty();
  }

  @Test
  void tellsEveryProblemAtOnceWithItsLine() {
    String bad =
        """
        saltEpoch: "1"
        evaluators:
          - rubric: answer-quality
            version: "1"
            juge: primary
            criteria: []
            eligible: "rout == 'x'"
            strata:
              - {name: a, rate: 0.001}
              - {name: a, when: "true", rate: lots}
          - rubric: answer-quality
        """;
    assertThat(catchThrowable(() -> SamplingPolicy.parse(bad)))
        .isInstanceOf(PolicyException.class)
        .hasMessageContainingAll(
            "salt: found nothing, expected a text",
            "line 5  evaluators[0].juge: unknown key, did you mean judge?",
            "evaluators.answer-quality.judge: found nothing",
            "line 6  evaluators.answer-quality.criteria: found an empty list, expected",
            "line 7  evaluators.answer-quality.eligible: not a condition",
            "line 9  evaluators.answer-quality.strata[0]: found no when",
            "line 9  evaluators.answer-quality.strata[0].rate: found 0.001, expected a rate from"
                + " 0.005 to 1, or auto",
            "line 10  evaluators.answer-quality.strata[1]: found stratum a a second time",
            "line 10  evaluators.answer-quality.strata[1].when: found a condition, expected none",
            "line 10  evaluators.answer-quality.strata[1].rate: found lots",
            "line 11  evaluators[1]: found rubric answer-quality a second time");
  }

  @Test
  void takesTheLeastOfSeveralBudgets() {
    String budget = "{callsPerMinute: 10, callsPerHour: 700, callsPerDay: 12000, usdPerDay: 24}";
    String policy =
        AUTO.replace("{callsPerHour: 1000}", budget)
            .replace("judge: primary", "judge: primary\n    usdPerCall: 0.002");
    assertThat(SamplingPolicy.parse(policy).budget()).isEqualTo(new Budget(500, 1));
  }

  @Test
  void startsAutomaticRatesAtATwentieth() {
    assertThat(SamplingPolicy.parse(AUTO).staticPlan().getRatesList())
        .extracting(StratumRate::getPi)
        .containsExactly(0.05, 0.05);
  }

  @Test
  void tellsEveryProblemOfBudgetsAndFloors() {
    String bad =
        AUTO.replace("{callsPerHour: 1000}", "{callsPerHours: 1, usdPerDay: -3}")
            .replace("[model]", "[modle, route, route, tenant]")
            .replace("judgedPerHour: 50", "judgedPerHour: many");
    assertThat(catchThrowable(() -> SamplingPolicy.parse(bad)))
        .hasMessageContainingAll(
            "line 3  budget.callsPerHours: unknown key, did you mean callsPerHour?",
            "line 3  budget.usdPerDay: found -3, expected a number above 0",
            "line 4  floors.by[0]: found modle, did you mean model?",
            "line 4  floors.by[2]: found route a second time",
            "line 4  floors.by[3]: found tenant, expected one of environment, model,",
            "line 4  floors.judgedPerHour: found many, expected answers per slice and hour");
    assertThat(catchThrowable(() -> SamplingPolicy.parse(AUTO.replaceFirst("budget.*\n", ""))))
        .hasMessageContaining(
            "line 10  evaluators.answer-quality.strata[0].rate: found auto, expected a budget");
    String unpriced = AUTO.replace("callsPerHour: 1000", "usdPerDay: 5");
    assertThat(catchThrowable(() -> SamplingPolicy.parse(unpriced)))
        .hasMessageContaining("line 6  evaluators.answer-quality: found no usdPerCall, expected");
    String empty = AUTO.replace("{callsPerHour: 1000}", "{}");
    assertThat(catchThrowable(() -> SamplingPolicy.parse(empty)))
        .hasMessageContaining("line 3  budget: found no limit, expected one or more of");
    assertThat(catchThrowable(() -> SamplingPolicy.parse(AUTO.replace("auto", "0.1"))))
        .hasMessageContaining("line 4  floors: found floors, expected rate: auto somewhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "salt: x",
        "evaluators: [null]",
        "evaluators: [{strata: [null]}]",
        "evaluators: 3",
        "[",
        "salt: !!javax.script.ScriptEngineManager []"
      })
  void refusesWhatIsNoPolicy(String yaml) {
    assertThatThrownBy(() -> SamplingPolicy.parse(yaml)).isInstanceOf(PolicyException.class);
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertThatThrownBy(() -> SamplingPolicy.parse(TWO_STRATA + "salt: other\n"))
        .hasMessageContaining("salt: found a second time, it is on line 1 already");
  }

  @Test
  void refusesAConditionThatIsNoTruthValue() {
    assertThatThrownBy(
            () -> SamplingPolicy.parse(TWO_STRATA.replace("route != 'internal'", "answer_chars")))
        .hasMessageContaining("evaluators.answer-quality.eligible: not a condition");
  }

  @Test
  void refusesJudgesRubricsAndCriteriaThatTheDirectoryDoesNotHave() {
    String services = "judge: {judges: [{id: fast}, {id: strong}]}";
    String quality = "{id: answer-quality, version: \"2\", criteria: [{id: helpful}]}";
    assertThat(catchThrowable(() -> SamplingPolicy.parse(TWO_STRATA, services, List.of(quality))))
        .hasMessageContainingAll(
            "line 6  evaluators.answer-quality.judge: found primary, expected a judge in"
                + " plumbline.yaml: there are fast, strong",
            "line 5  evaluators.answer-quality.version: found 1, expected a version of"
                + " answer-quality: there is 2");
    String first = quality.replace("\"2\"", "\"1\"");
    assertThat(catchThrowable(() -> SamplingPolicy.parse(TWO_STRATA, "kafka: {}", List.of(first))))
        .hasMessageContainingAll(
            "judge: found primary, expected a judge in plumbline.yaml: there is none",
            "criteria: found grounded, expected a criterion of answer-quality 1: there is helpful");
  }

  @Test
  void takesAPolicyWhoseJudgesAndRubricsAreThere() {
    String services = "judge: {judges: [{id: '${JUDGE:primary}'}]}";
    String quality =
        "{id: answer-quality, version: \"1\", criteria: [{id: helpful}, {id: grounded}]}";
    assertThat(SamplingPolicy.parse(TWO_STRATA, services, List.of(quality)).staticPlan())
        .isEqualTo(SamplingPolicy.parse(TWO_STRATA).staticPlan());
  }

  @Test
  void makesAnotherPlanWhenAJudgeOrRubricChangesUnderItsName() {
    String judge = "{id: primary, baseUrl: http://a/v1, model: m1, temperature: 0.0, timeout: 5s}";
    String rubric =
        "{id: answer-quality, version: \"1\", criteria: [{id: helpful}, {id: grounded}], ask: Is it}";
    Plan plan = planned(judge, rubric);
    assertThat(plan.getJudgeSettingsMap()).containsOnlyKeys("answer-quality");
    assertThat(plan.getJudgeSettingsOrThrow("answer-quality")).matches("[0-9a-f]{8}");
    // What changes what the judge says
    for (Plan other :
        List.of(
            planned(judge.replace("m1", "m2"), rubric),
            planned(judge.replace("//a/", "//b/"), rubric),
            planned(judge.replace("0.0", "0.5"), rubric),
            planned(judge.replace("temperature: 0.0", "effort: low"), rubric),
            planned(judge, rubric.replace("Is it", "Is it really")))) {
      assertThat(other.getPlanId()).isNotEqualTo(plan.getPlanId());
      assertThat(other.getJudgeSettingsMap()).isNotEqualTo(plan.getJudgeSettingsMap());
      assertThat(PlanMaker.stays(plan, other)).isFalse();
    }
    // And what does not
    assertThat(planned(judge.replace("5s", "9s"), rubric)).isEqualTo(plan);
    assertThat(planned(judge.replace("{id", "{apiKeyFile: k, price: {a: 1}, id"), rubric))
        .isEqualTo(plan);
    assertThat(planned("{model: m1, " + judge.substring(1).replace(", model: m1", ""), rubric))
        .isEqualTo(plan);
    assertThat(planned(judge + ", {id: other, model: m3}", rubric + " # a comment"))
        .isEqualTo(plan);
  }

  private static Plan planned(String judges, String rubric) {
    return SamplingPolicy.parse(TWO_STRATA, "judge: {judges: [" + judges + "]}", List.of(rubric))
        .staticPlan();
  }
}
