package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;

/** Arithmetic on the additive sums of windows. */
public final class WindowSums {
  private WindowSums() {}

  /** Field by field {@code a + b}, for the same post-stratum. */
  public static StratumSums add(StratumSums a, StratumSums b) {
    throw new UnsupportedOperationException(a.toString() + b);
  }

  /** Field by field {@code a - b}, for the same post-stratum. */
  public static StratumSums subtract(StratumSums a, StratumSums b) {
    throw new UnsupportedOperationException(a.toString() + b);
  }

  /**
   * Adds the sums of {@code other} into {@code target}, stratum by stratum, kept in stratum order.
   */
  public static void addInto(SliWindow.Builder target, SliWindow other) {
    throw new UnsupportedOperationException(target.toString() + other);
  }
}
