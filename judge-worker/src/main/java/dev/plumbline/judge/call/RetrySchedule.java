package dev.plumbline.judge.call;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a call is tried again: exponential back-off with full jitter (uniform between nothing and
 * 0.5 s, 1 s, 2 s, ... 30 s), so that calls which failed together do not come back together. See
 * Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
public final class RetrySchedule {
  private static final long BASE_MILLIS = 500;
  private static final long CAP_MILLIS = 30_000;

  private final RandomGenerator random;

  /** A schedule with this source of jitter, which must be safe to use from many threads. */
  public RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The wait after a failure.
   *
   * @param failures how many there were, this one included; at least 1
   */
  public Duration afterFailure(int failures) {
    long ceiling = Math.min(CAP_MILLIS, BASE_MILLIS << Math.min(failures - 1, 20));
    return Duration.ofMillis(random.nextLong(ceiling + 1));
  }

  /** A wait that is spread by up to half a second, and never shorter than asked. */
  Duration spread(Duration wait) {
    return wait.plusMillis(random.nextLong(BASE_MILLIS + 1));
  }
}
