package dev.plumbline.scoring.assembly;

import java.time.Duration;
import java.time.InstantSource;

/**
 * A task's now in arrival time: the stream time of what it has read, pushed on by the clock only
 * after it has read nothing for two seconds. A restart that reads a backlog therefore closes the
 * same traces at the same points as the first run did.
 */
public final class ArrivalClock {
  private static final long IDLE_MILLIS = Duration.ofSeconds(2).toMillis();

  private final InstantSource clock;
  private long lastRead;

  /** A clock that starts idle-counting now. */
  public ArrivalClock(InstantSource clock) {
    this.clock = clock;
    this.lastRead = clock.millis();
  }

  /** A record was read. */
  public void read() {
    lastRead = clock.millis();
  }

  /** Now, when a punctuation asks. */
  public long now(long streamTime) {
    long wall = clock.millis();
    return wall - lastRead >= IDLE_MILLIS ? Math.max(streamTime, wall) : streamTime;
  }
}
