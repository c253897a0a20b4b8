package dev.plumbline.evaluation.interaction;

import dev.plumbline.v1.Interaction;
import java.util.OptionalLong;

/**
 * How long an interaction took, from its start to its end. Without an end, or with one that is not
 * after the start, as of a clock that went backwards, nobody knows.
 */
public final class Latency {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private Latency() {}

  /** In whole milliseconds. */
  public static OptionalLong millis(Interaction interaction) {
    long start = interaction.getStartUnixNanos();
    long end = interaction.getEndUnixNanos();
    return end > start ? OptionalLong.of((end - start) / NANOS_PER_MILLI) : OptionalLong.empty();
  }
}
