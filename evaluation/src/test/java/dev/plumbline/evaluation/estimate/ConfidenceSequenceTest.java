package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceSequenceTest {
  /** The edges of B(1 + S, 1 + F) / (p^S (1 - p)^F) < 20, computed from that definition. */
  @ParameterizedTest
  @CsvSource({
    "80, 100, .651792, .907231",
    "450, 500, .845358, .941145",
    "900, 1000, .861633, .931220",
    "20, 2000, .003462, .021823",
    "0, 50, 0, .129381"
  })
  void matchesTheGoldenIntervals(long passes, long n, double low, double high) {
    Interval interval = ConfidenceSequence.interval(passes, n, 0.95);
    assertThat(interval.low()).isCloseTo(low, within(1e-6));
    assertThat(interval.high()).isCloseTo(high, within(1e-6));
  }

  @Test
  void isTheMirrorImageForFailures() {
    Interval passes = ConfidenceSequence.interval(37, 210, 0.9);
    Interval failures = ConfidenceSequence.interval(173, 210, 0.9);
    assertThat(passes.low()).isCloseTo(1 - failures.high(), within(1e-9));
    assertThat(ConfidenceSequence.interval(50, 50, 0.95).high()).isEqualTo(1);
    assertThat(ConfidenceSequence.interval(0, 0, 0.95)).isEqualTo(new Interval(0, 1));
  }

  @Test
  void coversTheTruthAtEveryLookAtOnceWhereAFixedIntervalDoesNot() {
    long seed = 5;
    Random random = new Random(seed);
    int missed = 0;
    int fixedMissed = 0;
    for (int run = 0; run < 400; run++) {
      long passes = 0;
      boolean out = false;
      boolean fixedOut = false;
      for (int n = 1; n <= 1_000; n++) {
        passes += random.nextDouble() < 0.9 ? 1 : 0;
        if (n % 20 == 0) {
          out |= misses(ConfidenceSequence.interval(passes, n, 0.95));
          fixedOut |= misses(Wilson.interval((double) passes / n, n, 0.95));
        }
      }
      missed += out ? 1 : 0;
      fixedMissed += fixedOut ? 1 : 0;
    }
    assertThat(missed).as("seed %s", seed).isLessThanOrEqualTo(20);
    assertThat(fixedMissed).as("seed %s", seed).isGreaterThan(60);
  }

  private static boolean misses(Interval interval) {
    return interval.low() > 0.9 || interval.high() < 0.9;
  }
}
