package dev.plumbline.evaluation.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.check.CheckOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
  private final Measurement measured = new Measurement();

  @Test
  void countsFailuresOfBadAnswersAsHits() {
    scored(true, 0.9, 0.8, 0.4);
    scored(false, 0.3, 0.5);
    assertThat(measured.precision().value()).isEqualTo(0.5);
    assertThat(measured.recall().value()).isEqualTo(0.5);
    assertThat(measured.f1().value()).isEqualTo(0.5);
    assertThat(measured.auroc().value()).isCloseTo(5 / 6.0, within(1e-12));
  }

  @Test
  void takesAnAnswerWithoutAValueForOneWithoutComplaint() {
    scored(true, 0.6);
    scored(false, 0.5);
    measured.add(false, new CheckOutcome.NotApplicable("no_claims"));
    assertThat(measured.unscored()).isEqualTo(1);
    assertThat(measured.recall().value()).isZero();
    assertThat(measured.auroc().value()).isEqualTo(1);
    assertThat(measured.aurocOfAll().value()).isEqualTo(0.5);
  }

  @Test
  void widensTheIntervalWhereEveryGoodAnswerIsAboveEveryBadOne() {
    scored(true, 1, 1, 1, 1, 1);
    scored(false, 0, 0, 0, 0, 0);
    assertThat(measured.auroc().interval().low()).isBetween(0.5, 0.6);
  }

  @Test
  void countsTiesHalfWithDelongsInterval() {
    scored(true, 0.9, 0.8, 0.7, 0.6, 0.5, 0.5);
    scored(false, 0.5, 0.4, 0.3, 0.6);
    // 24 pairs: 19 above, 3 equal. Placement variances .0292 / 6 and .0370 / 4 give se .1188.
    Rate area = measured.auroc();
    assertThat(area.value()).isCloseTo(20.5 / 24, within(1e-12));
    assertThat(area.interval().low()).isLessThan(0.75).isGreaterThan(0.3);
    assertThat(area.interval().high()).isLessThan(1).isGreaterThan(0.9);
  }

  @Test
  void knowsNothingWithoutAnswers() {
    assertThat(measured.auroc().value()).isNaN();
    assertThat(measured.f1().interval().high()).isEqualTo(1);
  }

  private void scored(boolean good, double... values) {
    for (double value : values) {
      measured.add(good, new CheckOutcome.Scored(value >= 0.5, value, "", List.of()));
    }
  }
}
