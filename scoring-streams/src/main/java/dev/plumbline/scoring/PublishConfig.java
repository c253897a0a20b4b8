package dev.plumbline.scoring;

import dev.plumbline.runtime.config.Problems;

/**
 * In which other forms scores are published, besides {@code scores.v1}: records in the same
 * transaction, one for each, and counters.
 *
 * @param scoresJson as JSON on {@code scores.json.v1}
 * @param scoresOtlp as OTLP log events on {@code scores.otlp.v1}
 * @param metricSlices slices that have counters of their own
 */
public record PublishConfig(Boolean scoresJson, Boolean scoresOtlp, Integer metricSlices) {
  /** Fills defaults; other topics are off unless they are asked for. */
  public PublishConfig {
    scoresJson = scoresJson != null && scoresJson;
    scoresOtlp = scoresOtlp != null && scoresOtlp;
    metricSlices = metricSlices == null ? 500 : metricSlices;
    Problems.of("scoring.publish").inRange("metricSlices", metricSlices, 1, 100_000).throwIfAny();
  }
}
