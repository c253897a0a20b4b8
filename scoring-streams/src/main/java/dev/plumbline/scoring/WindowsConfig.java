package dev.plumbline.scoring;

import dev.plumbline.runtime.config.Problems;
import dev.plumbline.scoring.windows.Dimension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How windows are made.
 *
 * @param flush how often differences move on and changed windows are published
 * @param slices sets of dimensions; the tenant is always one
 * @param maxValuesPerDimension values kept apart per dimension and tenant; the rest is __other__
 * @param keepMinutes how long minutes are kept apart behind the newest one, in event time; then the
 *     hour stands for them
 * @param keep how long an hour can change, in event time
 * @param objectives least wanted rate by metric, in (0, 1): a window whose interval lies below is a
 *     breach
 */
public record WindowsConfig(
    Duration flush,
    List<List<String>> slices,
    Integer maxValuesPerDimension,
    Duration keepMinutes,
    Duration keep,
    Map<String, Double> objectives) {
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
    keepMinutes = keepMinutes == null ? Duration.ofHours(3) : keepMinutes;
    keep = keep == null ? Duration.ofDays(8) : keep;
    objectives = objectives == null ? Map.of() : Map.copyOf(objectives);
    Problems problems =
        Problems.of("scoring.windows")
            .positive("flush", flush)
            .positive("keepMinutes", keepMinutes)
            .check(
                keep.compareTo(keepMinutes) >= 0,
                "keep",
                keep.toString(),
                "at least keepMinutes, " + keepMinutes)
            .inRange("maxValuesPerDimension", maxValuesPerDimension, 1, 100_000);
    for (List<String> set : slices) {
      for (String name : set) {
        problems.check(
            Dimension.named(name).isPresent(), "slices", name, "one of " + Dimension.names());
      }
    }
    objectives.forEach(
        (metric, rate) ->
            problems.check(
                rate > 0 && rate < 1,
                "objectives." + metric,
                rate.toString(),
                "a rate between 0 and 1"));
    problems.throwIfAny();
  }

  /** The least wanted rate of a metric, where there is one. */
  public OptionalDouble objective(String metric) {
    Double rate = objectives.get(metric);
    return rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
  }
}
