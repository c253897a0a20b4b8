package dev.plumbline.bench.load;

import java.time.Duration;

/**
 * When requests are due: at a constant rate, whatever becomes of those before. A request that is
 * sent late keeps its due time, and its latency counts from there.
 *
 * @param requestsPerSecond the rate
 * @param duration for how long
 */
record Schedule(double requestsPerSecond, Duration duration) {
  /** How many requests are due. */
  int count() {
    return (int) Math.round(requestsPerSecond * duration.toNanos() / 1e9);
  }

  /** When a request is due, in nanoseconds from the start. */
  long dueNanos(int request) {
    return Math.round(request * 1e9 / requestsPerSecond);
  }
}
