package dev.plumbline.console.quality;

import dev.plumbline.evaluation.estimate.PublishedRate;
import dev.plumbline.v1.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * A judged rate with the labels of the whole day before its end, beside the one with its own: right
 * only while answers with the same verdict stay equally good, so nothing else follows from it.
 *
 * @param rate proportion in [0, 1]; absent with a reason
 * @param labelled labels of the day behind it
 * @param needed labels that it needs
 * @param method cells_pooled, or weighted where there is no rate
 * @param reason why there is none, {@code pool_shift} when the verdicts have moved; empty otherwise
 */
public record Pooled(
    @Nullable Double rate,
    @Nullable Double low,
    @Nullable Double high,
    long labelled,
    long needed,
    String method,
    String reason) {
  static Pooled of(Estimate estimate) {
    boolean enough = estimate.hasLow();
    return new Pooled(
        enough ? PublishedRate.value(estimate).orElseThrow() : null,
        enough ? estimate.getLow() : null,
        enough ? estimate.getHigh() : null,
        estimate.getLabelled(),
        estimate.getLabelsNeeded(),
        estimate.getMethod(),
        estimate.getReason());
  }
}
