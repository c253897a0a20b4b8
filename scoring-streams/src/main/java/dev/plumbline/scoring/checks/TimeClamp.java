package dev.plumbline.scoring.checks;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.v1.Interaction;
import java.time.Duration;

/**
 * Keeps a sender's wrong clock out of the windows: an interaction that ends more than five minutes
 * after it arrived, or more than 24 hours before, is booked at its arrival and flagged.
 */
final class TimeClamp {
  private static final long AHEAD = Duration.ofMinutes(5).toMillis();
  private static final long BEHIND = Duration.ofHours(24).toMillis();

  private TimeClamp() {}

  static Interaction clamp(Interaction interaction, long arrival, ScoringMetrics metrics) {
    long end = interaction.getEndUnixNanos() / 1_000_000;
    if (end <= arrival + AHEAD && end >= arrival - BEHIND) {
      return interaction;
    }
    metrics.dropped(ScoringMetrics.Drop.CLOCK_SUSPECT, 1);
    long duration = interaction.getEndUnixNanos() - interaction.getStartUnixNanos();
    long clamped = arrival * 1_000_000;
    return interaction.toBuilder()
        .setClockSuspect(true)
        .setEndUnixNanos(clamped)
        .setStartUnixNanos(clamped - Math.clamp(duration, 0, BEHIND * 1_000_000))
        .build();
  }
}
