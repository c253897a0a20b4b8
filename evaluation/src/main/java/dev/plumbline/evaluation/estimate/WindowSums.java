package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.List;
import java.util.TreeMap;

/** Arithmetic on the additive sums of windows. */
public final class WindowSums {
  private WindowSums() {}

  /** Field by field {@code a + b}, for the same post-stratum. */
  public static StratumSums add(StratumSums a, StratumSums b) {
    return combine(a, b, 1);
  }

  /** Field by field {@code a - b}, for the same post-stratum. */
  public static StratumSums subtract(StratumSums a, StratumSums b) {
    return combine(a, b, -1);
  }

  /**
   * Adds the sums of {@code other} into {@code target}, stratum by stratum, kept in stratum order.
   */
  public static void addInto(SliWindow.Builder target, SliWindow other) {
    TreeMap<Integer, StratumSums> strata = new TreeMap<>();
    target.getStrataList().forEach(s -> strata.put(s.getPostStratum(), s));
    other.getStrataList().forEach(s -> strata.merge(s.getPostStratum(), s, WindowSums::add));
    target.clearStrata().addAllStrata(strata.values());
  }

  /** All strata in one; its post-stratum is 0. */
  public static StratumSums total(List<StratumSums> strata) {
    StratumSums total = StratumSums.getDefaultInstance();
    for (StratumSums stratum : strata) {
      total = add(total, stratum);
    }
    return total.toBuilder().setPostStratum(0).build();
  }

  private static StratumSums combine(StratumSums a, StratumSums b, int sign) {
    return StratumSums.newBuilder()
        .setPostStratum(Math.max(a.getPostStratum(), b.getPostStratum()))
        .setEligible(a.getEligible() + sign * b.getEligible())
        .setU(a.getU() + sign * b.getU())
        .setU2(a.getU2() + sign * b.getU2())
        .setNotScorable(a.getNotScorable() + sign * b.getNotScorable())
        .setErrors(a.getErrors() + sign * b.getErrors())
        .setScored(a.getScored() + sign * b.getScored())
        .setPassed(a.getPassed() + sign * b.getPassed())
        .setPassedU(a.getPassedU() + sign * b.getPassedU())
        .setAsked(a.getAsked() + sign * b.getAsked())
        .setA0(a.getA0() + sign * b.getA0())
        .setA1(a.getA1() + sign * b.getA1())
        .setAx(a.getAx() + sign * b.getAx())
        .setB0(a.getB0() + sign * b.getB0())
        .setB1(a.getB1() + sign * b.getB1())
        .setBx(a.getBx() + sign * b.getBx())
        .build();
  }
}
