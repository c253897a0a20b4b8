package dev.plumbline.console.quality;

import dev.plumbline.evaluation.estimate.CheckRate;
import dev.plumbline.evaluation.estimate.PublishedRate;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.StratumSums;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One rate as shown.
 *
 * @param state ok, breach or insufficient_data
 * @param reason why there is too little data; empty otherwise
 * @param enough whether there is a rate
 * @param rate proportion in [0, 1]
 * @param seen eligible requests
 * @param asked those that a judge was asked about
 * @param judged those with an outcome
 * @param labelled those with an audit label behind the rate
 * @param minimum outcomes needed for a rate; of a judged one, labels
 * @param nEff effective number behind the interval
 * @param uncorrected of a judged rate, what its verdicts say, weighted for sampling: the judge's
 *     own errors are in it, and it has no interval
 * @param boundsLow the rate if every answer without a verdict were bad
 * @param boundsHigh or good
 * @param unseenShare of a judged rate, share of the requests that may be of a kind that the judge
 *     never met
 * @param method wilson, cells or weighted
 * @param coverage share of the rows with a terminal outcome in the ledger
 * @param settled share of the rows in windows to which no verdict is to come
 * @param objective least wanted rate, where there is one
 * @param pooled of a judged rate, the one with borrowed labels, where there are any to borrow
 */
public record Rate(
    String state,
    String reason,
    boolean enough,
    @Nullable Double rate,
    @Nullable Double low,
    @Nullable Double high,
    long seen,
    long asked,
    long judged,
    long labelled,
    long minimum,
    @Nullable Double nEff,
    long notScorable,
    long errors,
    @Nullable Double uncorrected,
    @Nullable Double boundsLow,
    @Nullable Double boundsHigh,
    @Nullable Double unseenShare,
    String method,
    @Nullable Double coverage,
    double settled,
    @Nullable Double objective,
    @Nullable Pooled pooled) {
  /** Confidence level of every interval on the page. */
  public static final double LEVEL = PublishedRate.LEVEL;

  /** The rate of added-up windows. */
  static Rate of(Tally tally, long newest) {
    return of(tally, tally.estimate(newest), newest);
  }

  static Rate of(Tally tally, Estimate estimate, long newest) {
    boolean judged = tally.sums().judged();
    boolean enough = estimate.getState() != EstimateState.INSUFFICIENT_DATA;
    StratumSums sums = tally.total();
    return new Rate(
        estimate.getState().name().toLowerCase(Locale.ROOT),
        estimate.getReason(),
        enough,
        enough ? PublishedRate.value(estimate).orElseThrow() : null,
        enough ? estimate.getLow() : null,
        enough ? estimate.getHigh() : null,
        estimate.getN(),
        estimate.getAsked(),
        estimate.getJudged(),
        estimate.getLabelled(),
        judged ? estimate.getLabelsNeeded() : CheckRate.MINIMUM,
        estimate.hasNEff() ? estimate.getNEff() : null,
        sums.getNotScorable(),
        sums.getErrors(),
        judged && estimate.hasWeighted() ? estimate.getWeighted() : null,
        estimate.hasBoundsLow() ? estimate.getBoundsLow() : null,
        estimate.hasBoundsHigh() ? estimate.getBoundsHigh() : null,
        estimate.hasUnseenShare() ? estimate.getUnseenShare() : null,
        estimate.getMethod(),
        estimate.hasCoverage() ? estimate.getCoverage() : null,
        tally.settled(),
        estimate.hasObjective() ? estimate.getObjective() : null,
        tally.pooled(newest).map(Pooled::of).orElse(null));
  }
}
