package dev.plumbline.scoring;

import dev.plumbline.runtime.config.Problems;
import dev.plumbline.scoring.windows.Dimension;
import java.time.Duration;
import java.util.List;

/**
 * How windows are made.
 *
 * @param flush how often differences move on and changed windows are published
 * @param slices sets of dimensions; the tenant is always one
 * @param maxValuesPerDimension values kept apart per dimension and tenant; the rest is __other__
 * @param keep how long a minute window is kept behind the newest one, in event time
 */
public record WindowsConfig(
    Duration flush, List<List<String>> slices, Integer maxValuesPerDimension, Duration keep) {
  /** Fills defaults and checks names. */
  public WindowsConfig {
    flush = flush == null ? Duration.ofMillis(500) : flush;
    slices =
        slices == null
            ? List.of(
                List.of(),
                List.of("service"),
                List.of("route"),
                List.of("model"),
                List.of("prompt_version"),
                List.of("service", "route", "model", "prompt_version"))
            : slices;
    maxValuesPerDimension = maxValuesPerDimension == null ? 200 : maxValuesPerDimension;
    keep = keep == null ? Duration.ofHours(24) : keep;
    Problems problems =
        Problems.of("scoring.windows")
            .positive("flush", flush)
            .positive("keep", keep)
            .inRange("maxValuesPerDimension", maxValuesPerDimension, 1, 100_000);
    for (List<String> set : slices) {
      for (String name : set) {
        problems.check(
            Dimension.named(name).isPresent(), "slices", name, "one of " + Dimension.names());
      }
    }
    problems.throwIfAny();
  }
}
