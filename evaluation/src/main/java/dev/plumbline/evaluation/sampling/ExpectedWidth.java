package dev.plumbline.evaluation.sampling;

import dev.plumbline.v1.Slice;
import java.util.OptionalDouble;

/**
 * How exact the published rate of a metric in a slice would be, over as long as the traffic took.
 *
 * @param slice with the tenant alone for all of a tenant's traffic
 * @param judged answers judged, as an expectation
 * @param labels labels on them; as many as there were
 * @param halfWidth half the width of the 95 % interval; empty for insufficient data
 * @param labelsMissing labels without which there is no rate; 0 when there are enough
 * @param moreCalls the half-width with twice the calls
 * @param moreLabels the half-width with twice the labels
 * @param callsForLabels judge calls more that twice the labels need; empty when there are verdicts
 *     without a label for them
 * @param seen share of the failures, as the judge sees them, among answers with a failed check;
 *     empty without a failure
 */
public record ExpectedWidth(
    String metric,
    Slice slice,
    long eligible,
    double judged,
    long labels,
    OptionalDouble halfWidth,
    long labelsMissing,
    OptionalDouble moreCalls,
    OptionalDouble moreLabels,
    OptionalDouble callsForLabels,
    OptionalDouble seen) {
  /** A change between two such windows that is found four times out of five, per half-width. */
  private static final double DETECTED = (1.959964 + 0.841621) * Math.sqrt(2) / 1.959964;

  private static final double HELPS = 0.15;
  private static final double HELPS_LITTLE = 0.10;

  /** The smallest change that is found four times out of five. */
  public OptionalDouble detectable() {
    return halfWidth.isPresent()
        ? OptionalDouble.of(DETECTED * halfWidth.getAsDouble())
        : OptionalDouble.empty();
  }

  /** What there should be more of. */
  public enum Bottleneck {
    /** Labels: twice as many narrow the interval by 15 % or more, twice the calls by 10 or less. */
    LABELS,
    /** Judge calls, the other way round. */
    JUDGE_CALLS,
    /** Either helps some. */
    BOTH
  }

  /** What holds the interval wide; labels where there is none yet. */
  public Bottleneck bottleneck() {
    if (halfWidth.isEmpty()) {
      return Bottleneck.LABELS;
    }
    double byLabels = narrowing(moreLabels);
    double byCalls = narrowing(moreCalls);
    if (Math.max(byLabels, byCalls) < HELPS || Math.min(byLabels, byCalls) > HELPS_LITTLE) {
      return Bottleneck.BOTH;
    }
    return byLabels > byCalls ? Bottleneck.LABELS : Bottleneck.JUDGE_CALLS;
  }

  /** Share of the half-width that would go. */
  public double narrowing(OptionalDouble more) {
    return halfWidth.isPresent() && more.isPresent()
        ? 1 - more.getAsDouble() / halfWidth.getAsDouble()
        : 0;
  }
}
