package dev.plumbline.evaluation.measure;

import dev.plumbline.evaluation.estimate.Interval;

/** A rate in [0, 1] with its 95 % interval; NaN with [0, 1] when there is nothing to count. */
public record Rate(double value, Interval interval) {
  static final Rate UNKNOWN = new Rate(Double.NaN, new Interval(0, 1));
}
