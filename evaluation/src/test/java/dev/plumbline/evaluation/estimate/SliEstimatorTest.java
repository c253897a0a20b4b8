package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.StratumSums;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SliEstimatorTest {
  @Test
  void givesAChecksRateWithWilsonOnItsRows() {
    Estimate estimate = SliEstimator.estimate(List.of(checks(263, 81)), false, 0.95);
    assertThat(estimate.getWeighted()).isEqualTo(81 / 263.0);
    assertThat(estimate.getNEff()).isEqualTo(263);
    // Newcombe 1998, table I.
    assertThat(estimate.getLow()).isCloseTo(0.2553, within(5e-5));
    assertThat(estimate.getHigh()).isCloseTo(0.3662, within(5e-5));
    assertThat(estimate.getMethod()).isEqualTo("wilson");
    assertThat(estimate.getState()).isEqualTo(EstimateState.OK);
    assertThat(estimate.getReason()).isEmpty();
  }

  @Test
  void weighsAChecksRowsByTheirUpstreamCount() {
    // 40 rows of weight 1 that pass and 20 of weight 10 that fail: 40 / 240, n_eff 240^2 / 2040.
    StratumSums sums = checks(60, 40).toBuilder().setU(240).setU2(2040).setPassedU(40).build();
    Estimate estimate = SliEstimator.estimate(List.of(sums), false, 0.95);
    assertThat(estimate.getWeighted()).isCloseTo(40 / 240.0, within(1e-12));
    assertThat(estimate.getRaw()).isCloseTo(40 / 60.0, within(1e-12));
    assertThat(estimate.getNEff()).isCloseTo(240.0 * 240 / 2040, within(1e-9));
  }

  @Test
  void weighsJudgedRowsByTheirChance() {
    // 40 rows asked at pi .1, 30 of them pass; 60 rows asked at pi .5, 20 pass:
    // (30 x 10 + 20 x 2) / (40 x 10 + 60 x 2) = 340 / 520.
    Estimate estimate = SliEstimator.estimate(List.of(judged()), true, 0.95);
    assertThat(estimate.getRaw()).isEqualTo(0.5);
    assertThat(estimate.getWeighted()).isCloseTo(340 / 520.0, within(1e-12));
    assertThat(estimate.getNEff()).isCloseTo(520.0 * 520 / 4240, within(1e-9));
    assertThat(estimate.getN()).isEqualTo(520);
    assertThat(estimate.getAsked()).isEqualTo(104);
    assertThat(estimate.getJudged()).isEqualTo(100);
    assertThat(estimate.hasCorrected()).isFalse();
    assertThat(estimate.getMethod()).isEqualTo("weighted");
  }

  @Test
  void addsStrataUpBeforeItEstimates() {
    StratumSums clean = checks(40, 40);
    StratumSums failed = checks(20, 5).toBuilder().setPostStratum(2).build();
    assertThat(SliEstimator.estimate(List.of(clean, failed), false, 0.95))
        .isEqualTo(SliEstimator.estimate(List.of(failed, clean), false, 0.95))
        .extracting(Estimate::getWeighted)
        .isEqualTo(0.75);
  }

  @Test
  void givesNoRateBelowTheMinimumAndSaysWhy() {
    Estimate few = SliEstimator.estimate(List.of(checks(29, 29)), false, 0.95);
    assertThat(few.getState()).isEqualTo(EstimateState.INSUFFICIENT_DATA);
    assertThat(few.getReason()).isEqualTo("few_scored");
    assertThat(few.getN()).isEqualTo(29);
    assertThat(few.hasRaw() || few.hasWeighted() || few.hasLow() || few.hasHigh() || few.hasNEff())
        .isFalse();
    assertThat(SliEstimator.estimate(List.of(checks(30, 27)), false, 0.95).getWeighted())
        .isEqualTo(0.9);
    StratumSums unjudged = judged().toBuilder().setScored(29).build();
    assertThat(SliEstimator.estimate(List.of(unjudged), true, 0.95).getReason())
        .isEqualTo("few_judged");
    assertThat(SliEstimator.estimate(List.of(), true, 0.95).getState())
        .isEqualTo(EstimateState.INSUFFICIENT_DATA);
  }

  @Test
  void neverGivesANumberThatIsNone() {
    long seed = 29;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      int scored = random.nextInt(80);
      int passed = random.nextInt(scored + 1);
      // Sums from which earlier ones were taken back leave rounding behind.
      double rounding = random.nextDouble() * 1e-9 - 5e-10;
      StratumSums sums =
          checks(scored, passed).toBuilder()
              .setPassedU(passed + rounding)
              .setA1(passed * 10 + rounding)
              .setA0((scored - passed) * 10 - rounding)
              .setB1(passed * 100)
              .setB0((scored - passed) * 100)
              .build();
      for (boolean judged : new boolean[] {true, false}) {
        Estimate estimate = SliEstimator.estimate(List.of(sums), judged, 0.95);
        assertThat(estimate.getState() == EstimateState.OK).isEqualTo(scored >= 30);
        assertThat(estimate.getWeighted()).as("seed %s", seed).isBetween(0.0, 1.0);
        assertThat(estimate.getLow()).as("seed %s", seed).isBetween(0.0, 1.0);
        assertThat(estimate.getHigh()).as("seed %s", seed).isBetween(0.0, 1.0);
        assertThat(estimate.getNEff()).as("seed %s", seed).isFinite();
      }
    }
  }

  private static StratumSums judged() {
    return StratumSums.newBuilder()
        .setEligible(520)
        .setU(520)
        .setU2(520)
        .setAsked(104)
        .setScored(100)
        .setPassed(50)
        .setA1(30 * 10 + 20 * 2)
        .setA0(10 * 10 + 40 * 2)
        .setB1(30 * 100 + 20 * 4)
        .setB0(10 * 100 + 40 * 4)
        .build();
  }

  private static StratumSums checks(long scored, long passed) {
    return StratumSums.newBuilder()
        .setEligible(scored)
        .setU(scored)
        .setU2(scored)
        .setScored(scored)
        .setPassed(passed)
        .setPassedU(passed)
        .build();
  }
}
