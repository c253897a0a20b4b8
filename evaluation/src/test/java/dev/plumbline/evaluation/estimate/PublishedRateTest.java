package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PublishedRateTest {
  private static final long DAY = 1_764_288_000_000L;
  private static final long MINUTE = 60_000;

  @Test
  void sumsOverTheMinutesOfADayAreTheDayDesignEffectIncluded() {
    long seed = 41;
    Random random = new Random(seed);
    List<SliWindow> minutes = new ArrayList<>();
    List<JudgedSums> direct = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      JudgedSums sums = new JudgedSums();
      for (int minute = 0; minute < 60; minute++) {
        SliWindow.Builder window = window(DAY + (hour * 60L + minute) * MINUTE);
        for (int i = 0; i < 4; i++) {
          row(random, window, sums, hour * 3 + random.nextInt(12));
        }
        minutes.add(window.build());
      }
      direct.add(sums);
    }
    JudgedRate day =
        CellsEstimator.estimate(
            new CellsEstimator.Question(direct, CellsEstimator.sum(direct), false, 0.95));
    JudgedRate hour =
        CellsEstimator.estimate(CellsEstimator.Question.of(direct.subList(7, 8), .95));
    Collections.shuffle(minutes, random);
    same(PublishedRate.of(RangeSums.of(minutes), false, OptionalDouble.empty()), day);
    List<SliWindow> seventh =
        minutes.stream()
            .filter(w -> RangeSums.hourOf(w.getWindowStartUnixMillis()) == DAY + 7 * 60 * MINUTE)
            .toList();
    assertThat(seventh).hasSize(60);
    same(PublishedRate.of(RangeSums.of(seventh), false, OptionalDouble.empty()), hour);
    // Answers of a conversation resemble each other here, or the test would not see the effect.
    assertThat(DesignEffect.of(CellsEstimator.sum(direct)).d()).isGreaterThan(1.5);
  }

  @Test
  void aWindowUnderAnHourIsJudgedByTheSessionsOfTheHourAroundIt() {
    Random random = new Random(5);
    SliWindow.Builder window = window(DAY);
    SliWindow.Builder rest = window(DAY + MINUTE);
    for (int i = 0; i < 400; i++) {
      row(random, window, new JudgedSums(), 100 + i);
      row(random, rest, new JudgedSums(), i % 5);
    }
    RangeSums minute = RangeSums.of(List.of(window.build()));
    RangeSums around = RangeSums.of(List.of(window.build(), rest.build()));
    Estimate alone = PublishedRate.of(minute, false, OptionalDouble.empty());
    Estimate within = PublishedRate.of(minute, around, false, OptionalDouble.empty());
    assertThat(within.getCorrected()).isEqualTo(alone.getCorrected());
    assertThat(within.getHigh() - within.getLow())
        .isGreaterThan(1.2 * (alone.getHigh() - alone.getLow()));
  }

  @Test
  void aBreachIsARateWhoseIntervalLiesBelowTheObjective() {
    RangeSums sums = RangeSums.of(List.of(checks(400, 320)));
    assertThat(PublishedRate.of(sums, false, OptionalDouble.of(0.9)).getState())
        .isEqualTo(EstimateState.BREACH);
    // 80 % with 400 rows reaches up to 83.6 %.
    assertThat(PublishedRate.of(sums, false, OptionalDouble.of(0.83)).getState())
        .isEqualTo(EstimateState.OK);
    RangeSums few = RangeSums.of(List.of(checks(20, 0)));
    Estimate none = PublishedRate.of(few, false, OptionalDouble.of(0.9));
    assertThat(none.getState()).isEqualTo(EstimateState.INSUFFICIENT_DATA);
    assertThat(none.getObjective()).isEqualTo(0.9);
  }

  @Test
  void coverageIsTheShareOfRowsWithATerminalOutcome() {
    StratumSums sums =
        StratumSums.newBuilder().setEligible(90).setAsked(30).setPending(10).setErrors(10).build();
    SliWindow window = window(DAY).addStrata(sums).build();
    Estimate estimate =
        PublishedRate.of(RangeSums.of(List.of(window)), false, OptionalDouble.empty());
    assertThat(estimate.getCoverage()).isEqualTo(0.9);
    assertThat(estimate.getLabelsNeeded()).isEqualTo(30);
    assertThat(
            PublishedRate.of(RangeSums.of(List.of()), false, OptionalDouble.empty()).hasCoverage())
        .isFalse();
  }

  private static void same(Estimate found, JudgedRate expected) {
    assertThat(found.getN()).isEqualTo(expected.n());
    assertThat(found.getLabelled()).isEqualTo(expected.labelled());
    assertThat(found.getMethod()).isEqualTo("cells");
    assertThat(found.getCorrected()).isCloseTo(expected.corrected().orElseThrow(), within(1e-9));
    Interval interval = expected.interval().orElseThrow();
    assertThat(found.getLow()).isCloseTo(interval.low(), within(1e-9));
    assertThat(found.getHigh()).isCloseTo(interval.high(), within(1e-9));
    assertThat(found.getNEff()).isCloseTo(expected.nEff().orElseThrow(), within(1e-9));
  }

  /** Answers of one conversation are all good or all bad. */
  private static void row(Random random, SliWindow.Builder window, JudgedSums sums, int session) {
    int stratum = random.nextInt(3);
    double pi = stratum == 0 ? 0.3 : 0.6;
    boolean asked = random.nextDouble() < pi;
    boolean good = session % 5 != 0;
    Judgement judge = !asked || random.nextInt(20) == 0 ? Judgement.NONE : of(good);
    boolean audited = asked && random.nextDouble() < 0.5;
    Judgement human = audited ? of(good ^ random.nextInt(10) == 0) : Judgement.NONE;
    Contribution at =
        Contribution.newBuilder()
            .setPostStratum(stratum)
            .setPi(pi)
            .setPiHuman(0.5)
            .setU(1 + random.nextInt(3))
            .setSession("s" + session)
            .setConversation(true)
            .build();
    SliWindow.Builder one = SliWindow.newBuilder();
    JudgedBooking.add(one, at, asked, judge, audited, human);
    WindowSums.addInto(window, one.build());
    sums.add(
        new JudgedRow(
            "s" + session, "" + stratum, pi, asked, judge, 0.5, human, "s" + session, at.getU()));
  }

  private static Judgement of(boolean good) {
    return good ? Judgement.PASS : Judgement.FAIL;
  }

  private static SliWindow.Builder window(long start) {
    return SliWindow.newBuilder()
        .setMetric("quality/helpful")
        .setJudgeId("judge-1")
        .setWindowStartUnixMillis(start)
        .setWindowMillis(MINUTE);
  }

  private static SliWindow checks(long scored, long passed) {
    return window(DAY)
        .clearJudgeId()
        .addStrata(
            StratumSums.newBuilder()
                .setEligible(scored)
                .setU(scored)
                .setU2(scored)
                .setScored(scored)
                .setPassed(passed)
                .setPassedU(passed))
        .build();
  }
}
