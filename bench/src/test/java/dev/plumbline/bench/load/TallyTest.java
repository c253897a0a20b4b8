package dev.plumbline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final long MILLI = 1_000_000;

  private final Tally tally = new Tally(new Schedule(10, Duration.ofSeconds(1)));

  @Test
  void latencyCountsFromWhenARequestWasDueNotFromWhenItWasSent() {
    // Given: a request every 100 ms, the receiver stalls, and all are answered after 1.5 s.
    for (int i = 0; i < 10; i++) {
      tally.ended(i, Outcome.ACKNOWLEDGED, 1_500 * MILLI, "");
    }
    // When
    SliceResult result = tally.result(0);
    // Then
    assertThat(result.p50Micros()).isEqualTo(1_000_000);
    assertThat(result.p99Micros()).isEqualTo(1_500_000);
    assertThat(result.maxMicros()).isEqualTo(1_500_000);
  }

  @Test
  void countsOutcomesByKindAndByTenthOfASecond() throws InterruptedException {
    tally.ended(0, Outcome.ACKNOWLEDGED, 40 * MILLI, "");
    tally.ended(1, Outcome.BUSY, 140 * MILLI, "");
    tally.ended(2, Outcome.ACKNOWLEDGED, 260 * MILLI, "");
    tally.ended(3, Outcome.FAILED, 350 * MILLI, "connection reset");
    tally.ended(4, Outcome.FAILED, 450 * MILLI, "another");
    for (int i = 5; i < 10; i++) {
      tally.ended(i, Outcome.HELD_BACK, 500 * MILLI, "");
    }
    tally.await();
    SliceResult result = tally.result(0);
    assertThat(result.due()).isEqualTo(10);
    assertThat(result.sent()).isEqualTo(5);
    assertThat(result.acknowledgedSends().stream()).containsExactly(0, 2);
    assertThat(result.acknowledgedByTenth()).containsExactly(1, 0, 1);
    assertThat(result.refusedByTenth()).containsExactly(0, 1, 0, 1, 1, 5);
    assertThat(result.unexplained()).isEqualTo(2);
    assertThat(result.firstFailure()).isEqualTo("connection reset");
  }

  @Test
  void aQuantileIsTheSmallestValueWithThatShareAtOrBelowIt() {
    int[] sorted = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    assertThat(Tally.quantile(sorted, 0.5)).isEqualTo(5);
    assertThat(Tally.quantile(sorted, 0.99)).isEqualTo(10);
    assertThat(Tally.quantile(sorted, 0)).isEqualTo(1);
    assertThat(Tally.quantile(new int[0], 0.5)).isZero();
  }
}
