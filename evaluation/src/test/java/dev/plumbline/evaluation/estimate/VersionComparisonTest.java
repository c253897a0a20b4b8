package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionComparisonTest {
  private static final long MINIMUM = 200;

  @Test
  void saysWorseOrBetterOnlyWhenTheWholeIntervalIsOnOneSideOfZero() {
    VersionComparison worse = VersionComparison.of(376, 400, 284, 400, MINIMUM, 0.95);
    assertThat(worse.verdict()).isEqualTo(VersionComparison.Verdict.WORSE);
    assertThat(worse.difference()).isCloseTo(0.71 - 0.94, within(1e-12));
    assertThat(worse.interval().high()).isNegative();
    assertThat(VersionComparison.of(284, 400, 376, 400, MINIMUM, 0.95).verdict())
        .isEqualTo(VersionComparison.Verdict.BETTER);
    assertThat(VersionComparison.of(376, 400, 372, 400, MINIMUM, 0.95).verdict())
        .isEqualTo(VersionComparison.Verdict.NO_DIFFERENCE_SHOWN);
  }

  @Test
  void saysNothingWhileOneSideHasTooFew() {
    assertThat(VersionComparison.of(376, 400, 0, 199, MINIMUM, 0.95).verdict())
        .isEqualTo(VersionComparison.Verdict.NOT_ENOUGH_DATA);
    VersionComparison none = VersionComparison.of(376, 400, 0, 0, MINIMUM, 0.95);
    assertThat(none.verdict()).isEqualTo(VersionComparison.Verdict.NOT_ENOUGH_DATA);
    assertThat(none.difference()).isFinite();
  }

  @Test
  void spendsHalfTheErrorOnEachSide() {
    Interval before = ConfidenceSequence.interval(376, 400, 0.975);
    Interval after = ConfidenceSequence.interval(284, 400, 0.975);
    assertThat(VersionComparison.of(376, 400, 284, 400, MINIMUM, 0.95).interval())
        .isEqualTo(new Interval(after.low() - before.high(), after.high() - before.low()));
  }

  @Test
  void seldomFindsADifferenceThatIsNotThereHoweverOftenOneLooks() {
    long seed = 31;
    Random random = new Random(seed);
    int wrong = 0;
    for (int run = 0; run < 200; run++) {
      long before = 0;
      long after = 0;
      boolean verdict = false;
      for (int n = 1; n <= 1_000; n++) {
        before += random.nextDouble() < 0.9 ? 1 : 0;
        after += random.nextDouble() < 0.9 ? 1 : 0;
        if (n % 50 == 0 && !verdict) {
          VersionComparison now = VersionComparison.of(before, n, after, n, MINIMUM, 0.95);
          verdict =
              now.verdict() == VersionComparison.Verdict.WORSE
                  || now.verdict() == VersionComparison.Verdict.BETTER;
        }
      }
      wrong += verdict ? 1 : 0;
    }
    assertThat(wrong).as("seed %s", seed).isLessThanOrEqualTo(10);
  }
}
