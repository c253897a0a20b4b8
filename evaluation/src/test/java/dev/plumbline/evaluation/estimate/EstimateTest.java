package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {
  @Test
  void matchesNewcombesExampleOfWilson() {
    // Newcombe, Statistics in Medicine 17 (1998) 857-872, table I: 81/263 and 15/148.
    assertInterval(Wilson.interval(81 / 263.0, 263, 0.95), 0.2553, 0.3662, 5e-5);
    assertInterval(Wilson.interval(15 / 148.0, 148, 0.95), 0.0624, 0.1605, 5e-5);
    assertInterval(Wilson.interval(0, 20, 0.95), 0, 0.1611, 5e-5);
  }

  @ParameterizedTest
  @CsvSource({
    "80, 100, .651792, .907231",
    "450, 500, .845358, .941145",
    "900, 1000, .861633, .931220",
    "20, 2000, .003462, .021823",
    "0, 50, 0, .129381"
  })
  void matchesTheGoldenConfidenceSequences(long passes, long n, double low, double high) {
    // Beta-binomial mixture, alpha .05, values computed from its definition.
    assertInterval(ConfidenceSequence.interval(passes, n, 0.95), low, high, 1e-6);
  }

  @Test
  void coversTheTruthAtEveryLook() {
    Random random = new Random(5);
    int missed = 0;
    for (int run = 0; run < 400; run++) {
      long passes = 0;
      boolean out = false;
      for (int n = 1; n <= 1000; n++) {
        passes += random.nextDouble() < 0.9 ? 1 : 0;
        if (n % 20 == 0) {
          Interval interval = ConfidenceSequence.interval(passes, n, 0.95);
          out |= interval.low() > 0.9 || interval.high() < 0.9;
        }
      }
      missed += out ? 1 : 0;
    }
    assertThat(missed).as("seed 5").isLessThanOrEqualTo(20);
  }

  @Test
  void weighsJudgedRowsByTheirChance() {
    // 40 rows asked at pi .1, 30 of them pass; 60 rows asked at pi .5, 20 pass:
    // (30 x 10 + 20 x 2) / (40 x 10 + 60 x 2) = 340 / 520.
    StratumSums sums =
        StratumSums.newBuilder()
            .setEligible(520)
            .setU(520)
            .setU2(520)
            .setAsked(100)
            .setScored(100)
            .setPassed(50)
            .setA1(30 * 10 + 20 * 2)
            .setA0(10 * 10 + 40 * 2)
            .setB1(30 * 100 + 20 * 4)
            .setB0(10 * 100 + 40 * 4)
            .build();
    Estimate estimate = SliEstimator.estimate(List.of(sums), true, 0.95);
    assertThat(estimate.getRaw()).isEqualTo(0.5);
    assertThat(estimate.getWeighted()).isCloseTo(340 / 520.0, within(1e-12));
    assertThat(estimate.getNEff()).isCloseTo(520.0 * 520 / 4240, within(1e-9));
    assertThat(estimate.hasCorrected()).isFalse();
    assertThat(estimate.getMethod()).isEqualTo("weighted");
    assertThat(estimate.getLow()).isLessThan(estimate.getWeighted());
  }

  @Test
  void givesNoRateBelowTheMinimum() {
    StratumSums sums = checks(29, 29);
    Estimate estimate = SliEstimator.estimate(List.of(sums), false, 0.95);
    assertThat(estimate.getState()).isEqualTo(EstimateState.INSUFFICIENT_DATA);
    assertThat(estimate.getReason()).isEqualTo("few_scored");
    assertThat(estimate.hasWeighted() || estimate.hasLow() || estimate.hasRaw()).isFalse();
    assertThat(SliEstimator.estimate(List.of(), true, 0.95).getState())
        .isEqualTo(EstimateState.INSUFFICIENT_DATA);
    assertThat(SliEstimator.estimate(List.of(checks(30, 27)), false, 0.95).getWeighted())
        .isEqualTo(0.9);
  }

  @Test
  void addsInAnyOrderAndTakesBackWhatItAdded() {
    Random random = new Random(3);
    List<SliWindow> windows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      windows.add(
          SliWindow.newBuilder()
              .addStrata(
                  checks(random.nextInt(50), random.nextInt(20)).toBuilder()
                      .setPostStratum(random.nextInt(3)))
              .build());
    }
    SliWindow forward = sum(windows);
    Collections.shuffle(windows, random);
    assertThat(sum(windows)).as("seed 3").isEqualTo(forward);
    StratumSums a = checks(40, 30);
    StratumSums b = checks(7, 3);
    assertThat(WindowSums.subtract(WindowSums.add(a, b), b)).isEqualTo(a);
  }

  @Test
  void saysWorseOnlyWhenTheWholeIntervalIsBelowZero() {
    VersionComparison worse = VersionComparison.of(376, 400, 284, 400, 200, 0.95);
    assertThat(worse.verdict()).isEqualTo(VersionComparison.Verdict.WORSE);
    assertThat(worse.difference()).isCloseTo(0.71 - 0.94, within(1e-12));
    assertThat(worse.interval().high()).isNegative();
    assertThat(VersionComparison.of(376, 400, 372, 400, 200, 0.95).verdict())
        .isEqualTo(VersionComparison.Verdict.NO_DIFFERENCE_SHOWN);
    assertThat(VersionComparison.of(376, 400, 100, 199, 200, 0.95).verdict())
        .isEqualTo(VersionComparison.Verdict.NOT_ENOUGH_DATA);
    assertThat(VersionComparison.of(284, 400, 376, 400, 200, 0.95).verdict())
        .isEqualTo(VersionComparison.Verdict.BETTER);
  }

  private static SliWindow sum(List<SliWindow> windows) {
    SliWindow.Builder total = SliWindow.newBuilder();
    windows.forEach(w -> WindowSums.addInto(total, w));
    return total.build();
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

  private static void assertInterval(Interval interval, double low, double high, double tolerance) {
    assertThat(interval.low()).isCloseTo(low, within(tolerance));
    assertThat(interval.high()).isCloseTo(high, within(tolerance));
  }
}
