package dev.plumbline.evaluation.estimate;

import java.util.OptionalDouble;

/**
 * Step 1: whether there are labels enough.
 *
 * @param labels labels on rows of the verdicts in use
 * @param weightRatio largest over smallest mean weight of a label among strata and verdicts; empty
 *     without labels
 */
record LabelCount(long labels, OptionalDouble weightRatio) {
  private static final long NEEDED = 30;
  private static final long NEEDED_IF_UNEQUAL = 60;
  private static final double UNEQUAL = 5;

  static LabelCount of(Strata strata) {
    long labels = 0;
    double smallest = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (Stratum stratum : strata.all()) {
      StratumTally sums = stratum.sums();
      labels += sums.labels();
      for (int f = 0; f < StratumTally.VERDICTS; f++) {
        if (sums.labels(f) > 0) {
          double mean = (sums.c(0, f) + sums.c(1, f)) / sums.labels(f);
          smallest = Math.min(smallest, mean);
          largest = Math.max(largest, mean);
        }
      }
    }
    return new LabelCount(
        labels, largest > 0 ? OptionalDouble.of(largest / smallest) : OptionalDouble.empty());
  }

  long needed() {
    return weightRatio.isPresent() && Tolerance.above(weightRatio.getAsDouble(), UNEQUAL)
        ? NEEDED_IF_UNEQUAL
        : NEEDED;
  }

  boolean enough() {
    return labels >= needed();
  }
}
