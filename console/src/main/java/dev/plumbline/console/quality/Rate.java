package dev.plumbline.console.quality;

import dev.plumbline.evaluation.estimate.SliEstimator;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.StratumSums;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rate as shown.
 *
 * @param enough whether there is a rate; below the minimum there is none
 * @param rate proportion in [0, 1]
 * @param seen eligible requests
 * @param judged those with an outcome
 * @param minimum outcomes needed for a rate
 * @param nEff effective number behind the interval
 * @param uncorrected whether the judge's own error is still in it
 */
public record Rate(
    boolean enough,
    @Nullable Double rate,
    @Nullable Double low,
    @Nullable Double high,
    long seen,
    long judged,
    int minimum,
    @Nullable Double nEff,
    long notScorable,
    long errors,
    boolean uncorrected) {
  /** Confidence level of every interval on the page. */
  public static final double LEVEL = 0.95;

  /** The rate of added-up sums. */
  public static Rate of(StratumSums sums, MetricKind kind) {
    boolean judged = kind == MetricKind.JUDGED;
    Estimate estimate = SliEstimator.estimate(List.of(sums), judged, LEVEL);
    boolean enough = estimate.getState() == EstimateState.OK;
    return new Rate(
        enough,
        enough ? estimate.getWeighted() : null,
        enough ? estimate.getLow() : null,
        enough ? estimate.getHigh() : null,
        estimate.getN(),
        estimate.getJudged(),
        SliEstimator.MINIMUM,
        enough ? estimate.getNEff() : null,
        sums.getNotScorable(),
        sums.getErrors(),
        judged);
  }
}
