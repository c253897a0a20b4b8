package dev.plumbline.judge.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "8, 30000", "90, 30000"})
  void spreadsEvenlyUpToADoublingCeiling(int failures, long ceiling) {
    // Given
    RetrySchedule schedule = new RetrySchedule(new Random(7));
    // When
    var waits =
        LongStream.range(0, 20_000)
            .map(i -> schedule.afterFailure(failures).toMillis())
            .summaryStatistics();
    // Then: a uniform wait has its mean at half the ceiling; its standard error is 0.2 % of that
    assertThat(waits.getMin()).isBetween(0L, ceiling / 100);
    assertThat(waits.getMax()).isBetween(ceiling * 99 / 100, ceiling);
    assertThat(waits.getAverage()).isBetween(ceiling * 0.49, ceiling * 0.51);
  }

  @Test
  void isTheSameForTheSameSeed() {
    RetrySchedule first = new RetrySchedule(new Random(42));
    RetrySchedule second = new RetrySchedule(new Random(42));
    for (int failures = 1; failures < 50; failures++) {
      assertThat(first.afterFailure(failures)).isEqualTo(second.afterFailure(failures));
    }
  }

  @Test
  void neverShortensAWaitThatWasAskedFor() {
    RetrySchedule schedule = new RetrySchedule(new Random(7));
    for (int i = 0; i < 1_000; i++) {
      assertThat(schedule.spread(Duration.ofSeconds(3)))
          .isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_500));
    }
  }
}
