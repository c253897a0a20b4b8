package dev.plumbline.scoring.checks;

import dev.plumbline.v1.Interaction;
import java.time.Duration;

/**
 * Keeps a sender's wrong clock out of the windows. An interaction that ends more than five minutes
 * after it arrived, or more than 24 hours before, is booked at its arrival with its own duration; a
 * start outside of that, or after the end, becomes the end. Either way it is flagged, and what was
 * sent stays in its provenance.
 */
final class TimeClamp {
  private static final long NANOS = 1_000_000;
  private static final long AHEAD = Duration.ofMinutes(5).toMillis();
  private static final long BEHIND = Duration.ofHours(24).toMillis();

  private TimeClamp() {}

  /**
   * The interaction with times that can be booked; the same one when nothing is wrong.
   *
   * @param arrival arrival time of the emit, in milliseconds
   */
  static Interaction clamp(Interaction interaction, long arrival) {
    long start = interaction.getStartUnixNanos();
    long end = interaction.getEndUnixNanos();
    boolean endIsOff = off(end, arrival);
    if (!endIsOff && !off(start, arrival) && start <= end) {
      return interaction;
    }
    long bookedEnd = endIsOff ? arrival * NANOS : end;
    // The difference of two wrong times of one clock is right, unless it is absurd itself.
    long duration = endIsOff ? Math.clamp(end - start, 0, BEHIND * NANOS) : 0;
    return interaction.toBuilder()
        .setClockSuspect(true)
        .setStartUnixNanos(bookedEnd - duration)
        .setEndUnixNanos(bookedEnd)
        .putProvenance("start_unix_nanos", "clamped, sent as " + Long.toUnsignedString(start))
        .putProvenance("end_unix_nanos", "clamped, sent as " + Long.toUnsignedString(end))
        .build();
  }

  private static boolean off(long nanos, long arrival) {
    long millis = nanos / NANOS;
    return millis > arrival + AHEAD || millis < arrival - BEHIND;
  }
}
