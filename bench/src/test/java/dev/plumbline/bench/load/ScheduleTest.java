package dev.plumbline.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  @Test
  void requestsAreDueAtAConstantRate() {
    Schedule schedule = new Schedule(80, Duration.ofSeconds(5));
    assertThat(schedule.count()).isEqualTo(400);
    assertThat(schedule.dueNanos(0)).isZero();
    assertThat(schedule.dueNanos(1)).isEqualTo(12_500_000);
    assertThat(schedule.dueNanos(80)).isEqualTo(1_000_000_000);
  }

  @Test
  void roundingDoesNotAddUp() {
    Schedule schedule = new Schedule(3, Duration.ofSeconds(1_000));
    assertThat(schedule.count()).isEqualTo(3_000);
    assertThat(schedule.dueNanos(2_997)).isEqualTo(999_000_000_000L);
  }

  @Test
  void nothingIsDueAtNoRate() {
    assertThat(new Schedule(0, Duration.ZERO).count()).isZero();
  }
}
