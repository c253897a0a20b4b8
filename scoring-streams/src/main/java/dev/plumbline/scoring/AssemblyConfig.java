package dev.plumbline.scoring;

import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.Problems;
import java.time.Duration;

/**
 * When a trace counts as done, in arrival time.
 *
 * @param rootIdle quiet time after which a trace with its root is emitted
 * @param idle quiet time after which a trace without a root is emitted
 * @param maxAge age at which a trace is emitted whatever comes
 * @param maxSpans spans at which it is emitted
 * @param maxBytes bytes at which it is emitted
 * @param keepContent how long the content stays after the emit, for late spans
 * @param keepCompact how long a compact row stays after that
 */
public record AssemblyConfig(
    Duration rootIdle,
    Duration idle,
    Duration maxAge,
    Integer maxSpans,
    ByteSize maxBytes,
    Duration keepContent,
    Duration keepCompact) {
  /** Fills defaults and checks ranges. */
  public AssemblyConfig {
    rootIdle = rootIdle == null ? Duration.ofSeconds(5) : rootIdle;
    idle = idle == null ? Duration.ofSeconds(30) : idle;
    maxAge = maxAge == null ? Duration.ofMinutes(10) : maxAge;
    maxSpans = maxSpans == null ? 2_000 : maxSpans;
    maxBytes = maxBytes == null ? ByteSize.mib(4) : maxBytes;
    keepContent = keepContent == null ? Duration.ofMinutes(10) : keepContent;
    keepCompact = keepCompact == null ? Duration.ofHours(1) : keepCompact;
    Problems.of("scoring.assembly")
        .positive("rootIdle", rootIdle)
        .check(idle.compareTo(rootIdle) >= 0, "idle", idle.toString(), "at least rootIdle")
        .check(maxAge.compareTo(idle) >= 0, "maxAge", maxAge.toString(), "at least idle")
        .inRange("maxSpans", maxSpans, 1, 100_000)
        .inRange("maxBytes", maxBytes, ByteSize.kib(64), ByteSize.mib(64))
        .positive("keepContent", keepContent)
        .positive("keepCompact", keepCompact)
        .throwIfAny();
  }
}
