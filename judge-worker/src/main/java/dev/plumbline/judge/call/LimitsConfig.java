package dev.plumbline.judge.call;

import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.Problems;
import java.time.Duration;

/**
 * How much is in flight, and how long one request is tried.
 *
 * @param callsInFlight requests that are judged at once
 * @param bytesInFlight their size; one request is taken whatever its size
 * @param maxAttempts calls for one request, the repair of a malformed answer included
 * @param maxAge time after the request was made when it is not tried again
 */
public record LimitsConfig(
    Integer callsInFlight, ByteSize bytesInFlight, Integer maxAttempts, Duration maxAge) {
  private static final int CALLS = 2_000;
  private static final ByteSize BYTES = ByteSize.mib(64);
  private static final int ATTEMPTS = 5;
  private static final Duration AGE = Duration.ofMinutes(15);

  /** Fills defaults and checks ranges. */
  public LimitsConfig {
    callsInFlight = callsInFlight == null ? CALLS : callsInFlight;
    bytesInFlight = bytesInFlight == null ? BYTES : bytesInFlight;
    maxAttempts = maxAttempts == null ? ATTEMPTS : maxAttempts;
    maxAge = maxAge == null ? AGE : maxAge;
    Problems.of("judge.limits")
        .inRange("callsInFlight", callsInFlight, 1, 100_000)
        .inRange("bytesInFlight", bytesInFlight, ByteSize.kib(64), ByteSize.mib(16_384))
        .inRange("maxAttempts", maxAttempts, 1, 20)
        .positive("maxAge", maxAge)
        .throwIfAny();
  }

  /** What holds when the file says nothing. */
  public static LimitsConfig defaults() {
    return new LimitsConfig(CALLS, BYTES, ATTEMPTS, AGE);
  }
}
