package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Windows in which people said the same of every answer. */
class AlikeLabelsTest {
  @Test
  void theIntervalReachesOneWhereNoLabelIsBad() {
    Interval interval = interval(Judgement.PASS);
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isBetween(0.9, 0.999);
  }

  @Test
  void theIntervalReachesZeroWhereNoLabelIsGood() {
    Interval interval = interval(Judgement.FAIL);
    assertThat(interval.low()).isEqualTo(0);
    assertThat(interval.high()).isBetween(0.001, 0.1);
  }

  private static Interval interval(Judgement human) {
    JudgedSums sums = new JudgedSums();
    rows(human).forEach(sums::add);
    JudgedRate rate =
        CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), PublishedRate.LEVEL));
    assertThat(rate.corrected()).isPresent();
    return rate.interval().orElseThrow();
  }

  /** The judge fails one in ten, whatever people say. */
  private static List<JudgedRow> rows(Judgement human) {
    return IntStream.range(0, 200)
        .mapToObj(
            i ->
                new JudgedRow(
                    "t" + i,
                    "0",
                    0.5,
                    true,
                    i % 10 == 0 ? Judgement.FAIL : Judgement.PASS,
                    0.5,
                    human,
                    null,
                    1))
        .toList();
  }
}
