package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WilsonTest {
  /** Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81, 263, .2553, .3662",
    "15, 148, .0624, .1605",
    "0, 20, 0, .1611",
    "1, 29, .0061, .1718"
  })
  void matchesNewcombesExamples(int passes, int n, double low, double high) {
    Interval interval = Wilson.interval((double) passes / n, n, 0.95);
    assertThat(interval.low()).isCloseTo(low, within(5e-5));
    assertThat(interval.high()).isCloseTo(high, within(5e-5));
  }

  @Test
  void reachesTheEndThatTheRateIsAt() {
    for (int n = 1; n < 1_000; n++) {
      assertThat(Wilson.interval(1, n, 0.95).high()).isEqualTo(1);
      assertThat(Wilson.interval(0, n, 0.95).low()).isZero();
    }
  }

  @Test
  void holdsTheRateAndStaysInsideZeroAndOne() {
    long seed = 17;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      double n = 1 + random.nextDouble() * 1_000;
      double rate = i % 10 == 0 ? i / 10 % 2 : random.nextDouble();
      Interval interval = Wilson.interval(rate, n, 0.95);
      assertThat(interval.low()).as("seed %s", seed).isBetween(0.0, rate + 1e-12);
      assertThat(interval.high()).as("seed %s", seed).isBetween(rate - 1e-12, 1.0);
    }
  }
}
