package dev.plumbline.judge;

import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.Problems;
import java.time.Duration;

/**
 * How much is in flight, and how long a call is tried.
 *
 * @param callsInFlight calls at once
 * @param bytesInFlight bytes of requests at once
 * @param maxAttempts tries of one request
 * @param maxAge time after which a request is given up
 */
public record JudgeLimits(
    Integer callsInFlight, ByteSize bytesInFlight, Integer maxAttempts, Duration maxAge) {
  /** Fills defaults and checks ranges. */
  public JudgeLimits {
    callsInFlight = callsInFlight == null ? 2_000 : callsInFlight;
    bytesInFlight = bytesInFlight == null ? ByteSize.mib(64) : bytesInFlight;
    maxAttempts = maxAttempts == null ? 5 : maxAttempts;
    maxAge = maxAge == null ? Duration.ofMinutes(15) : maxAge;
    Problems.of("judge.limits")
        .inRange("callsInFlight", callsInFlight, 1, 100_000)
        .inRange("maxAttempts", maxAttempts, 1, 20)
        .positive("maxAge", maxAge)
        .throwIfAny();
  }

  /** The defaults. */
  public static JudgeLimits defaults() {
    return new JudgeLimits(2_000, ByteSize.mib(64), 5, Duration.ofMinutes(15));
  }
}
