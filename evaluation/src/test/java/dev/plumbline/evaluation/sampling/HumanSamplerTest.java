package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.HumanDraw.Purpose;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.Slice;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which judged answers people are asked about. */
class HumanSamplerTest {
  private static final String POLICY =
      """
      salt: judge-v1
      saltEpoch: "3"
      evaluators:
        - rubric: quality
          version: "1"
          judge: primary
          criteria: [helpful, grounded]
          audit: {pass: 0.2, fail: 0.6}
          informative:
            - {name: complained, when: "thumbs_down && verdict == 'pass'", rate: 0.9}
            - {name: attack, when: "suspicion >= 0.5", rate: 0.5}
            - {name: disagrees, when: "verdict == 'pass' && checks['grounding'] == 'fail'", rate: 0.1}
          strata:
            - {name: suspicious, when: "failed_checks >= 1 || thumbs_down", rate: 0.5, audit: 1}
            - {name: rest, rate: 0.1}
      """;

  private final Plan plan = SamplingPolicy.parse(POLICY).staticPlan();
  private final HumanSampler people = JudgeSampler.of(plan).people();
  private final Random random = new Random(3);

  @Test
  void auditsByStratumAndVerdictAndRecordsWhatWasCompared() {
    HumanDraw passed = people.draws(answer("rest", Judgement.PASS)).getFirst();
    assertThat(passed.getPurpose()).isEqualTo(Purpose.AUDIT);
    assertThat(passed.getPiHuman()).isEqualTo(Draw.probability(Draw.threshold(0.2)));
    assertThat(passed.getPlanId()).isEqualTo(plan.getPlanId());
    assertThat(passed.getSaltEpoch()).isEqualTo("3");
    assertThat(passed.getMetric()).isEqualTo("quality/helpful");
    assertThat(passed.getDrawn()).isEqualTo(passed.getDraw() < passed.getThreshold());
    HumanDraw failed = people.draws(answer("rest", Judgement.FAIL)).getFirst();
    assertThat(failed.getPiHuman()).isEqualTo(Draw.probability(Draw.threshold(0.6)));
    assertThat(people.draws(answer("suspicious", Judgement.FAIL)).getFirst().getPiHuman()).isOne();
    assertThat(people.draws(answer("rest", Judgement.NONE))).isEmpty();
    assertThat(people.draws(answer("gone", Judgement.FAIL))).isEmpty();
  }

  @Test
  void drawsTheShareThatIsWrittenWhateverTheJudgeAndTheOtherPurposeDrew() {
    int n = 40_000;
    int asked = 0;
    int audited = 0;
    int both = 0;
    int informative = 0;
    int bothPurposes = 0;
    for (int i = 0; i < n; i++) {
      JudgedAnswer answer = answer("rest", Judgement.PASS, Set.of(), 0.7);
      boolean judge = Draw.of("judge-v1", answer.traceId()) < Draw.threshold(0.5);
      List<HumanDraw> draws = people.draws(answer);
      boolean audit = draws.getFirst().getDrawn();
      boolean look = draws.getLast().getDrawn();
      asked += judge ? 1 : 0;
      audited += audit ? 1 : 0;
      both += judge && audit ? 1 : 0;
      informative += look ? 1 : 0;
      bothPurposes += audit && look ? 1 : 0;
    }
    // Four standard deviations of binomials.
    assertThat(audited).isBetween(8_000 - 320, 8_000 + 320);
    assertThat(informative).isBetween(20_000 - 400, 20_000 + 400);
    assertThat(both).isBetween(asked / 5 - 240, asked / 5 + 240);
    assertThat(bothPurposes).isBetween(4_000 - 240, 4_000 + 240);
  }

  @Test
  void looksAtTheFirstKindThatFitsAndNamesIt() {
    Set<LateFact> thumb = EnumSet.of(LateFact.THUMBS_DOWN);
    assertThat(reason(answer("rest", Judgement.PASS, thumb, 0.9))).hasValue("complained");
    assertThat(reason(answer("rest", Judgement.FAIL, thumb, 0.9))).hasValue("attack");
    assertThat(reason(answer("rest", Judgement.PASS))).hasValue("disagrees");
    assertThat(reason(answer("rest", Judgement.FAIL))).isEmpty();
  }

  @Test
  void looksAgainWithTheSameNumberAndTheLargerChance() {
    JudgedAnswer before = answer("rest", Judgement.PASS);
    HumanDraw first = people.draws(before).getLast();
    JudgedAnswer complained =
        new JudgedAnswer(
            before.traceId(),
            "quality",
            before.metric(),
            "rest",
            Judgement.PASS,
            before.slice(),
            before.checks(),
            EnumSet.of(LateFact.THUMBS_DOWN),
            0);
    HumanDraw again = people.again(Optional.of(first), complained).orElseThrow();
    assertThat(again.getDraw()).isEqualTo(first.getDraw());
    assertThat(again.getPiHuman()).isEqualTo(Draw.probability(Draw.threshold(0.9)));
    assertThat(again.getReason()).isEqualTo("complained");
    assertThat(people.again(Optional.of(again), before)).as("it never falls").isEmpty();
    assertThat(people.again(Optional.empty(), complained)).isPresent();
  }

  @Test
  void tellsEveryProblemOfDrawsForPeople() {
    String bad =
        POLICY
            .replace("{pass: 0.2, fail: 0.6}", "{pass: 2, other: 0.1}")
            .replace("audit: 1", "audit: 0")
            .replace("name: attack, when: \"suspicion >= 0.5\"", "name: complained")
            .replace("verdict == 'pass' && checks", "verdikt == 'pass' && checks")
            .replace("criteria:", "eligible: \"!thumbs_down\"\n    criteria:");
    assertThat(catchThrowable(() -> SamplingPolicy.parse(bad)))
        .hasMessageContainingAll(
            "evaluators.quality.eligible: found a condition on what users do later, expected one on"
                + " the answer alone",
            "evaluators.quality.audit.other: unknown key",
            "evaluators.quality.audit.pass: found 2, expected a share from 0.005 to 1",
            "evaluators.quality.audit: found no share for verdict fail, expected",
            "evaluators.quality.strata[0].audit: found 0, expected a share from 0.005 to 1",
            "evaluators.quality.informative[1]: found rule complained a second time",
            "evaluators.quality.informative[1]: found no when, expected a condition",
            "evaluators.quality.informative[2].when: not a condition");
  }

  private Optional<String> reason(JudgedAnswer answer) {
    return people.draws(answer).stream()
        .filter(draw -> draw.getPurpose() == Purpose.INFORMATIVE)
        .map(HumanDraw::getReason)
        .findFirst();
  }

  private JudgedAnswer answer(String stratum, Judgement verdict) {
    return answer(stratum, verdict, Set.of(), 0);
  }

  private JudgedAnswer answer(
      String stratum, Judgement verdict, Set<LateFact> late, double suspicion) {
    byte[] id = new byte[16];
    random.nextBytes(id);
    return new JudgedAnswer(
        HexFormat.of().formatHex(id),
        "quality",
        "quality/helpful",
        stratum,
        verdict,
        Slice.newBuilder().setRoute("refunds").build(),
        Map.of("grounding", "fail"),
        late,
        suspicion);
  }
}
