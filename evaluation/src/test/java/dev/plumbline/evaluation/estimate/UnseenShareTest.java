package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much of the traffic the judge may never have met, and what that could hide. */
class UnseenShareTest {
  @Test
  void ofAStratumThatTheJudgeSawNothingOfIsAllOfIt() {
    // Given 12 of 1,172 answers in a stratum that was never asked about, as worked out elsewhere
    JudgedSums sums = WorkedExamples.sums(WorkedExamples.rows("empty_stratum.jsonl"));
    // When
    JudgedRate rate = rate(sums);
    // Then the bounds are as they were, and the share widens them on either side
    assertThat(rate.unseenShare()).hasValueCloseTo(12 / 1172.0, within(1e-12));
    Interval bounds = rate.bounds().orElseThrow();
    Interval widest = rate.widest().orElseThrow();
    assertThat(widest.low()).isCloseTo(bounds.low() - 12 / 1172.0, within(1e-12));
    assertThat(widest.high()).isCloseTo(bounds.high() + 12 / 1172.0, within(1e-12));
    Estimate message = rate.message();
    assertThat(message.getUnseenShare()).isEqualTo(rate.unseenShare().getAsDouble());
    assertThat(message.getBoundsLow()).isEqualTo(bounds.low());
  }

  @Test
  void ofAStratumSeenInThreeRowsIsWhatNoneOfThreeRowsMayShow() {
    JudgedSums sums = new JudgedSums();
    rows(sums, "0", 90, 90);
    rows(sums, "2", 10, 3);
    double limit = 1 - Math.pow(0.025, 1 / 3.0);
    assertThat(limit).isCloseTo(0.7076, within(5e-5));
    assertThat(rate(sums).unseenShare()).hasValueCloseTo(0.1 * limit, within(1e-12));
  }

  @Test
  void isNothingWhereEveryStratumIsSeenInTwentyRows() {
    JudgedSums sums = new JudgedSums();
    rows(sums, "0", 90, 90);
    rows(sums, "2", 40, 20);
    JudgedRate rate = rate(sums);
    assertThat(rate.unseenShare()).hasValue(0);
    assertThat(rate.widest()).isEqualTo(rate.bounds());
  }

  @Test
  void neverLeavesTheScaleAndIsUnknownWithoutTraffic() {
    JudgedSums sums = new JudgedSums();
    rows(sums, "0", 50, 0);
    assertThat(rate(sums).unseenShare()).hasValue(1);
    assertThat(rate(new JudgedSums()).unseenShare()).isEmpty();
    assertThat(rate(new JudgedSums()).message().hasUnseenShare()).isFalse();
    rows(sums, "1", 50, 50);
    assertThat(rate(sums).widest()).contains(new Interval(0.5, 1));
  }

  @Test
  void ofPooledLabelsIsThatOfTheWindowItself() {
    JudgedSums window = new JudgedSums();
    rows(window, "0", 90, 90);
    rows(window, "2", 10, 3);
    JudgedSums day = new JudgedSums();
    rows(day, "0", 900, 900);
    rows(day, "2", 100, 100);
    JudgedRate pooled =
        PooledEstimator.estimate(
            PooledEstimator.Question.of(List.of(window), List.of(day), PublishedRate.LEVEL));
    assertThat(pooled.unseenShare()).isEqualTo(rate(window).unseenShare());
  }

  private static JudgedRate rate(JudgedSums sums) {
    return CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), PublishedRate.LEVEL));
  }

  /** Rows of one weight; the judge passes all that it sees. */
  private static void rows(JudgedSums sums, String stratum, int rows, int asked) {
    for (int i = 0; i < rows; i++) {
      Judgement judge = i < asked ? Judgement.PASS : Judgement.NONE;
      sums.add(new JudgedRow("t" + i, stratum, 0.5, i < asked, judge, 0, Judgement.NONE, null, 1));
    }
  }
}
