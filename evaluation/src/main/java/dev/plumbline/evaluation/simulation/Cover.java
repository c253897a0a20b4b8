package dev.plumbline.evaluation.simulation;

import dev.plumbline.evaluation.estimate.Interval;
import java.util.Arrays;

/** How often intervals of one method hold the truth, and how wide they are. */
public final class Cover {
  private static final double TAIL = 0.95;

  private final double truth;
  private double[] widths = new double[64];
  private int intervals;
  private int below;
  private int above;
  private double estimates;

  Cover(double truth) {
    this.truth = truth;
  }

  void add(double estimate, Interval interval) {
    if (intervals == widths.length) {
      widths = Arrays.copyOf(widths, 2 * widths.length);
    }
    widths[intervals++] = interval.high() - interval.low();
    below += interval.high() < truth ? 1 : 0;
    above += interval.low() > truth ? 1 : 0;
    estimates += estimate;
  }

  /** Number of intervals. */
  public int intervals() {
    return intervals;
  }

  /** Share of intervals that hold the truth. */
  public double coverage() {
    return 1 - below() - above();
  }

  /** Share of intervals that lie below the truth. */
  public double below() {
    return share(below);
  }

  /** Share of intervals that lie above the truth. */
  public double above() {
    return share(above);
  }

  /** Mean width. */
  public double width() {
    return intervals == 0 ? 0 : Arrays.stream(widths, 0, intervals).sum() / intervals;
  }

  /** Width that 95 % of the intervals do not exceed. */
  public double width95() {
    if (intervals == 0) {
      return 0;
    }
    double[] sorted = Arrays.copyOf(widths, intervals);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(intervals - 1, Math.ceil(TAIL * intervals) - 1)];
  }

  /** Mean estimate less the truth. */
  public double bias() {
    return intervals == 0 ? 0 : estimates / intervals - truth;
  }

  /** Standard error of a share among the intervals. */
  public double error(double share) {
    return intervals == 0 ? 0 : Math.sqrt(share * (1 - share) / intervals);
  }

  private double share(int count) {
    return intervals == 0 ? 0 : (double) count / intervals;
  }
}
