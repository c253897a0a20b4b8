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
  private static final Duration ROOT_IDLE = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Duration MAX_AGE = Duration.ofMinutes(10);
  private static final int MAX_SPANS = 2_000;
  private static final ByteSize MAX_BYTES = ByteSize.mib(4);
  private static final Duration KEEP_CONTENT = Duration.ofMinutes(10);
  private static final Duration KEEP_COMPACT = Duration.ofHours(1);

  /** Fills defaults and checks ranges. */
  public AssemblyConfig {
    rootIdle = rootIdle == null ? ROOT_IDLE : rootIdle;
    idle = idle == null ? IDLE : idle;
    maxAge = maxAge == null ? MAX_AGE : maxAge;
    maxSpans = maxSpans == null ? MAX_SPANS : maxSpans;
    maxBytes = maxBytes == null ? MAX_BYTES : maxBytes;
    keepContent = keepContent == null ? KEEP_CONTENT : keepContent;
    keepCompact = keepCompact == null ? KEEP_COMPACT : keepCompact;
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

  /** What holds when the file says nothing. */
  public static AssemblyConfig defaults() {
    return new AssemblyConfig(
        ROOT_IDLE, IDLE, MAX_AGE, MAX_SPANS, MAX_BYTES, KEEP_CONTENT, KEEP_COMPACT);
  }
}
