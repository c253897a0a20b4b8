package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.StratumSums;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CheckRateTest {
  @Test
  void isWilsonOnTheRows() {
    Estimate estimate = CheckRate.estimate(checks(263, 81), 0.95);
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
  void weighsRowsByTheirUpstreamCount() {
    // 40 rows of weight 1 that pass and 20 of weight 10 that fail: 40 / 240, n_eff 240^2 / 2040.
    StratumSums sums = checks(60, 40).toBuilder().setU(240).setU2(2040).setPassedU(40).build();
    Estimate estimate = CheckRate.estimate(sums, 0.95);
    assertThat(estimate.getWeighted()).isCloseTo(40 / 240.0, within(1e-12));
    assertThat(estimate.getRaw()).isCloseTo(40 / 60.0, within(1e-12));
    assertThat(estimate.getNEff()).isCloseTo(240.0 * 240 / 2040, within(1e-9));
  }

  @Test
  void isWithheldBelowTheMinimumAndSaysWhy() {
    Estimate few = CheckRate.estimate(checks(29, 29), 0.95);
    assertThat(few.getState()).isEqualTo(EstimateState.INSUFFICIENT_DATA);
    assertThat(few.getReason()).isEqualTo("few_scored");
    assertThat(few.getN()).isEqualTo(29);
    assertThat(few.hasRaw() || few.hasWeighted() || few.hasLow() || few.hasHigh() || few.hasNEff())
        .isFalse();
    assertThat(CheckRate.estimate(checks(30, 27), 0.95).getWeighted()).isEqualTo(0.9);
    assertThat(CheckRate.estimate(StratumSums.getDefaultInstance(), 0.95).getState())
        .isEqualTo(EstimateState.INSUFFICIENT_DATA);
  }

  @Test
  void isNeverANumberThatIsNone() {
    long seed = 29;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      int scored = random.nextInt(80);
      int passed = random.nextInt(scored + 1);
      // Sums from which earlier ones were taken back leave rounding behind.
      double rounding = random.nextDouble() * 1e-9 - 5e-10;
      StratumSums sums = checks(scored, passed).toBuilder().setPassedU(passed + rounding).build();
      Estimate estimate = CheckRate.estimate(sums, 0.95);
      assertThat(estimate.getState() == EstimateState.OK).isEqualTo(scored >= 30);
      assertThat(estimate.getWeighted()).as("seed %s", seed).isBetween(0.0, 1.0);
      assertThat(estimate.getLow()).as("seed %s", seed).isBetween(0.0, 1.0);
      assertThat(estimate.getHigh()).as("seed %s", seed).isBetween(0.0, 1.0);
      assertThat(estimate.getNEff()).as("seed %s", seed).isFinite();
    }
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
