package dev.plumbline.scoring.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Interaction;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeClampTest {
  private static final long ARRIVAL = Instant.parse("2026-11-01T10:00:00Z").toEpochMilli();
  private static final long NANOS = 1_000_000;

  @Test
  void leavesEventsOfThePastDayAlone() {
    Interaction replayed = interaction(Duration.ofHours(-20), Duration.ofSeconds(2));
    assertThat(TimeClamp.clamp(replayed, ARRIVAL)).isSameAs(replayed);
    Interaction ahead = interaction(Duration.ofMinutes(4), Duration.ofSeconds(2));
    assertThat(TimeClamp.clamp(ahead, ARRIVAL)).isSameAs(ahead);
  }

  @Test
  void booksAWrongClockAtTheArrivalWithItsOwnDuration() {
    for (Duration skew : new Duration[] {Duration.ofDays(3650), Duration.ofDays(-3650)}) {
      Interaction clamped = TimeClamp.clamp(interaction(skew, Duration.ofSeconds(2)), ARRIVAL);
      assertThat(clamped.getClockSuspect()).isTrue();
      assertThat(clamped.getEndUnixNanos()).isEqualTo(ARRIVAL * NANOS);
      assertThat(clamped.getStartUnixNanos()).isEqualTo((ARRIVAL - 2_000) * NANOS);
      assertThat(clamped.getProvenanceOrThrow("end_unix_nanos"))
          .isEqualTo("clamped, sent as " + (ARRIVAL + skew.toMillis()) * NANOS);
    }
  }

  @Test
  void givesAnAbsurdStartNoDuration() {
    for (long start : new long[] {0, -1, (ARRIVAL + 60_000) * NANOS}) {
      Interaction clamped =
          TimeClamp.clamp(
              Interaction.newBuilder()
                  .setStartUnixNanos(start)
                  .setEndUnixNanos(ARRIVAL * NANOS)
                  .build(),
              ARRIVAL);
      assertThat(clamped.getClockSuspect()).isTrue();
      assertThat(clamped.getStartUnixNanos()).isEqualTo(clamped.getEndUnixNanos());
    }
  }

  private static Interaction interaction(Duration skew, Duration duration) {
    long end = ARRIVAL + skew.toMillis();
    return Interaction.newBuilder()
        .setStartUnixNanos((end - duration.toMillis()) * NANOS)
        .setEndUnixNanos(end * NANOS)
        .build();
  }
}
