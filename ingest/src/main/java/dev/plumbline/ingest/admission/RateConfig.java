package dev.plumbline.ingest.admission;

import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.Problems;
import org.jspecify.annotations.Nullable;

/**
 * How much a tenant may send in the long run. After a pause it may send ten seconds' worth at once.
 *
 * @param bytesPerSecond of requests as they are inflated; null for no limit
 * @param itemsPerSecond spans and log records; null for no limit
 */
public record RateConfig(@Nullable ByteSize bytesPerSecond, @Nullable Integer itemsPerSecond) {
  /** No limits. */
  public static final RateConfig NONE = new RateConfig(null, null);

  /** Checks ranges. */
  public RateConfig {
    Problems problems = Problems.of("ingest.rate");
    if (bytesPerSecond != null) {
      problems.inRange("bytesPerSecond", bytesPerSecond, ByteSize.kib(1), ByteSize.mib(900));
    }
    if (itemsPerSecond != null) {
      problems.inRange("itemsPerSecond", itemsPerSecond, 1, 100_000_000);
    }
    problems.throwIfAny();
  }
}
