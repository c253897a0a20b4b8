package dev.plumbline.judge.call;

import java.time.Duration;

/** Waits; in tests only the clock moves. */
public interface Pause {
  /** Blocks for about this long. */
  void pause(Duration time) throws InterruptedException;
}
