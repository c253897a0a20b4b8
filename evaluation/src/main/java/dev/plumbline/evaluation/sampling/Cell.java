package dev.plumbline.evaluation.sampling;

import java.util.Comparator;
import java.util.OptionalDouble;

/**
 * What an allocation knows of the answers of one stratum in one slice at one evaluator. A spread is
 * the mean square distance of a verdict (0 or 1) from a rate.
 *
 * @param evaluator rubric id; each evaluator's rate is wanted as exact as can be
 * @param slice any name of the slice
 * @param stratum name of the stratum
 * @param eligible answers expected per hour, above 0
 * @param spread from the rate of all traffic
 * @param sliceLow the least spread from the rate of the slice that verdicts leave credible
 * @param sliceHigh the largest
 * @param usdPerCall what a call costs
 * @param fixed a rate that the operator wrote; empty when it is to be found
 */
record Cell(
    String evaluator,
    String slice,
    String stratum,
    double eligible,
    double spread,
    double sliceLow,
    double sliceHigh,
    double usdPerCall,
    OptionalDouble fixed) {
  /** One order for every list of the same cells, so that sums are the same to the last bit. */
  static final Comparator<Cell> ORDER =
      Comparator.comparing(Cell::evaluator)
          .thenComparing(Cell::slice)
          .thenComparing(Cell::stratum)
          .thenComparingDouble(Cell::eligible)
          .thenComparingDouble(Cell::spread);

  boolean isFixed() {
    return fixed.isPresent();
  }

  boolean sharesSlice(Cell other) {
    return evaluator.equals(other.evaluator) && slice.equals(other.slice);
  }
}
