package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The published rate of a judged metric. What cannot be said is absent; nothing is NaN, and nothing
 * missing is zero.
 *
 * @param n eligible rows
 * @param asked rows that the judge was asked about
 * @param judged rows with a verdict
 * @param labelled labels on rows of the verdicts in use
 * @param labelsNeeded labels that a corrected rate needs
 * @param raw plain mean of the verdicts
 * @param weighted mean of the verdicts weighted for sampling, not corrected for the judge's errors
 * @param corrected the rate that labels would give
 * @param interval of corrected
 * @param se half the interval's width in normal quantiles
 * @param nEff rows of equal weight that would tell as much as the verdicts do
 * @param lambda how far verdicts explain labels
 * @param bounds the rate if every asked row without a verdict were bad, or good
 * @param unseenShare share of the eligible traffic that may be of a kind that the judge never met,
 *     since it saw few or no rows of a post-stratum; {@link #widest} says what it could hide
 * @param method how corrected came about
 * @param level confidence level
 * @param reason why corrected is withheld; absent when it is not
 */
public record JudgedRate(
    long n,
    long asked,
    long judged,
    long labelled,
    long labelsNeeded,
    OptionalDouble raw,
    OptionalDouble weighted,
    OptionalDouble corrected,
    Optional<Interval> interval,
    OptionalDouble se,
    OptionalDouble nEff,
    OptionalDouble lambda,
    Optional<Interval> bounds,
    OptionalDouble unseenShare,
    Method method,
    double level,
    Optional<Reason> reason) {

  /** How a rate came about. */
  public enum Method {
    /** Corrected with labels of the window itself. */
    CELLS,
    /** Corrected with labels of a longer window; never for alerts, SLOs or version verdicts. */
    CELLS_POOLED,
    /** Not corrected. */
    WEIGHTED;

    /** As published: lower-case. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The bounds, or the interval where there are none, if all that the judge may never have met were
   * bad, or good: wider by its share on either side. [.8, .9] with .015 is [.785, .915].
   */
  public Optional<Interval> widest() {
    double share = unseenShare.orElse(0);
    return bounds
        .or(() -> interval)
        .map(i -> new Interval(Math.max(0, i.low() - share), Math.min(1, i.high() + share)));
  }

  /** OK when there is a corrected rate. */
  public EstimateState state() {
    return reason.isEmpty() ? EstimateState.OK : EstimateState.INSUFFICIENT_DATA;
  }

  /** As a message. */
  public Estimate message() {
    Estimate.Builder message =
        Estimate.newBuilder()
            .setLevel(level)
            .setN(n)
            .setAsked(asked)
            .setJudged(judged)
            .setLabelled(labelled)
            .setLabelsNeeded(labelsNeeded)
            .setMethod(method.word())
            .setState(state())
            .setReason(reason.map(Reason::word).orElse(""));
    raw.ifPresent(message::setRaw);
    weighted.ifPresent(message::setWeighted);
    corrected.ifPresent(message::setCorrected);
    interval.ifPresent(i -> message.setLow(i.low()).setHigh(i.high()));
    se.ifPresent(message::setSe);
    nEff.ifPresent(message::setNEff);
    lambda.ifPresent(message::setLambda);
    unseenShare.ifPresent(message::setUnseenShare);
    bounds.ifPresent(i -> message.setBoundsLow(i.low()).setBoundsHigh(i.high()));
    return message.build();
  }
}
