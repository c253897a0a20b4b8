package dev.plumbline.ingest.admission;

import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.Problems;

/**
 * How much one request and all of them together may take.
 *
 * @param maxRequest largest request after inflating
 * @param maxWire largest request on the wire
 * @param maxInFlight bytes of requests held at once; by default a quarter of the heap
 * @param recordCap records are split above this size
 */
public record LimitsConfig(
    ByteSize maxRequest, ByteSize maxWire, ByteSize maxInFlight, ByteSize recordCap) {
  /** Fills defaults and checks ranges. */
  public LimitsConfig {
    maxRequest = maxRequest == null ? ByteSize.mib(64) : maxRequest;
    maxWire = maxWire == null ? ByteSize.mib(16) : maxWire;
    maxInFlight =
        maxInFlight == null ? new ByteSize(Runtime.getRuntime().maxMemory() / 4) : maxInFlight;
    recordCap = recordCap == null ? ByteSize.kib(900) : recordCap;
    Problems.of("ingest.limits")
        .inRange("maxRequest", maxRequest, ByteSize.kib(64), ByteSize.mib(256))
        .inRange("maxWire", maxWire, ByteSize.kib(64), ByteSize.mib(256))
        .inRange("maxInFlight", maxInFlight, ByteSize.mib(1), ByteSize.mib(64 * 1024))
        .inRange("recordCap", recordCap, ByteSize.kib(16), ByteSize.kib(3 * 1024))
        .throwIfAny();
  }

  /** The settled values. */
  public static LimitsConfig defaults() {
    return new LimitsConfig(
        ByteSize.mib(64),
        ByteSize.mib(16),
        new ByteSize(Runtime.getRuntime().maxMemory() / 4),
        ByteSize.kib(900));
  }
}
