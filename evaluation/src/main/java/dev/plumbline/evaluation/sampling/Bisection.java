package dev.plumbline.evaluation.sampling;

import java.util.function.DoublePredicate;

/** Where a condition that is true up to some point turns false. */
final class Bisection {
  private static final int STEPS = 100;

  private Bisection() {}

  /** The largest value known to hold; {@code low} is taken to hold. */
  static double last(double low, double high, DoublePredicate holds) {
    if (holds.test(high)) {
      return high;
    }
    double yes = low;
    double no = high;
    for (int i = 0; i < STEPS; i++) {
      double middle = yes + (no - yes) / 2;
      if (middle <= yes || middle >= no) {
        break;
      }
      if (holds.test(middle)) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }

  /** The same over orders of magnitude, both ends above 0. */
  static double lastPower(double low, double high, DoublePredicate holds) {
    return Math.exp(last(Math.log(low), Math.log(high), power -> holds.test(Math.exp(power))));
  }
}
