package dev.plumbline.ingest.admission;

import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.Problems;
import java.time.Duration;

/**
 * How much one request and all of them together may take.
 *
 * @param maxRequest largest request after inflating
 * @param maxWire largest request on the wire
 * @param maxRatio how many times its wire size a request may inflate to
 * @param ratioAbove requests that inflate to less than this may have any ratio
 * @param maxParts most resources, scopes and spans (or log records) of one request together
 * @param maxInFlight bytes of requests held at once; by default a quarter of the heap
 * @param recordCap records are split above this size
 * @param bodyTimeout how long a request may take to arrive
 * @param ackTimeout how long Kafka may take to acknowledge; below the 10 s that senders wait
 */
public record LimitsConfig(
    ByteSize maxRequest,
    ByteSize maxWire,
    Integer maxRatio,
    ByteSize ratioAbove,
    Integer maxParts,
    ByteSize maxInFlight,
    ByteSize recordCap,
    Duration bodyTimeout,
    Duration ackTimeout) {
  /** Fills defaults and checks ranges. */
  public LimitsConfig {
    maxRequest = maxRequest == null ? ByteSize.mib(64) : maxRequest;
    maxWire = maxWire == null ? ByteSize.mib(16) : maxWire;
    maxRatio = maxRatio == null ? 100 : maxRatio;
    ratioAbove = ratioAbove == null ? ByteSize.mib(1) : ratioAbove;
    maxParts = maxParts == null ? 65_536 : maxParts;
    maxInFlight =
        maxInFlight == null ? new ByteSize(Runtime.getRuntime().maxMemory() / 4) : maxInFlight;
    recordCap = recordCap == null ? ByteSize.kib(900) : recordCap;
    bodyTimeout = bodyTimeout == null ? Duration.ofSeconds(10) : bodyTimeout;
    ackTimeout = ackTimeout == null ? Duration.ofSeconds(9) : ackTimeout;
    Problems.of("ingest.limits")
        .inRange("maxRequest", maxRequest, ByteSize.kib(64), ByteSize.mib(256))
        .inRange("maxWire", maxWire, ByteSize.kib(64), ByteSize.mib(256))
        .inRange("maxRatio", maxRatio, 1, 1_000)
        .inRange("ratioAbove", ratioAbove, ByteSize.kib(64), ByteSize.mib(256))
        .inRange("maxParts", maxParts, 1_000, 1_000_000)
        .inRange("maxInFlight", maxInFlight, ByteSize.mib(1), ByteSize.mib(64 * 1024))
        .inRange("recordCap", recordCap, ByteSize.kib(16), ByteSize.kib(3 * 1024))
        .inRange("bodyTimeout", bodyTimeout, Duration.ofMillis(100), Duration.ofMinutes(5))
        .inRange("ackTimeout", ackTimeout, Duration.ofSeconds(1), Duration.ofMinutes(5))
        .throwIfAny();
  }

  /** What holds when the file says nothing. */
  @SuppressWarnings("NullAway") // null is "not set in the file", here for every key
  public static LimitsConfig defaults() {
    return new LimitsConfig(null, null, null, null, null, null, null, null, null);
  }
}
