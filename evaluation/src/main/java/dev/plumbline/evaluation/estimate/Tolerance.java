package dev.plumbline.evaluation.estimate;

/** Comparisons with fixed limits, so that the rounding of sums decides nothing. */
final class Tolerance {
  private static final double RELATIVE = 1e-9;

  private Tolerance() {}

  static boolean below(double value, double limit) {
    return value < limit * (1 - RELATIVE);
  }

  static boolean above(double value, double limit) {
    return value > limit * (1 + RELATIVE);
  }
}
