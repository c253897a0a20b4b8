package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.SessionSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/** Arithmetic on the additive sums of windows. */
public final class WindowSums {
  private static final double SMALL = 1e-6;

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
   * Adds the sums of {@code other} into {@code target}, stratum by stratum and session bucket by
   * session bucket, each kept in order.
   */
  public static void addInto(SliWindow.Builder target, SliWindow other) {
    TreeMap<Integer, StratumSums> strata = new TreeMap<>();
    target.getStrataList().forEach(s -> strata.put(s.getPostStratum(), s));
    other.getStrataList().forEach(s -> strata.merge(s.getPostStratum(), s, WindowSums::add));
    target.clearStrata().addAllStrata(strata.values());
    if (other.getSessionsCount() > 0) {
      TreeMap<Integer, SessionSums> sessions = new TreeMap<>();
      target.getSessionsList().forEach(s -> sessions.put(s.getBucket(), s));
      other
          .getSessionsList()
          .forEach(s -> sessions.merge(s.getBucket(), s, (x, y) -> combine(x, y, 1)));
      target.clearSessions().addAllSessions(sessions.values());
    }
    target.setSessionRows(target.getSessionRows() + other.getSessionRows());
  }

  /** What takes the window's sums out again when it is added. */
  public static SliWindow negative(SliWindow window) {
    SliWindow.Builder negative = window.toBuilder().clearStrata().clearSessions();
    for (StratumSums sums : window.getStrataList()) {
      StratumSums none = StratumSums.newBuilder().setPostStratum(sums.getPostStratum()).build();
      negative.addStrata(subtract(none, sums));
    }
    for (SessionSums sums : window.getSessionsList()) {
      SessionSums none = SessionSums.newBuilder().setBucket(sums.getBucket()).build();
      negative.addSessions(combine(none, sums, -1));
    }
    return negative.setSessionRows(-window.getSessionRows()).build();
  }

  /**
   * The same without what rounding left of rows that were added and taken out again: sums over no
   * rows are gone. A window of which nothing is left has no strata.
   */
  public static void clean(SliWindow.Builder window) {
    List<StratumSums> strata =
        window.getStrataList().stream()
            .map(WindowSums::cleaned)
            .filter(s -> s.toBuilder().clearPostStratum().build().getSerializedSize() > 0)
            .toList();
    List<SessionSums> sessions =
        window.getSessionsList().stream().filter(WindowSums::holdsRows).toList();
    window.clearStrata().addAllStrata(strata).clearSessions().addAllSessions(sessions);
  }

  private static StratumSums cleaned(StratumSums sums) {
    StratumSums.Builder clean = sums.toBuilder();
    if (sums.getEligible() == 0) {
      clean.clearU().clearU2();
    }
    if (sums.getPassed() == 0) {
      clean.clearPassedU().clearA1().clearB1();
    }
    if (sums.getScored() == sums.getPassed()) {
      clean.clearA0().clearB0();
    }
    if (sums.getAsked() == 0 || sums.getAsked() == sums.getScored()) {
      clean.clearAx().clearBx();
    }
    return clean
        .clearLabels()
        .addAllLabels(sums.getLabelsList().stream().filter(cell -> cell.getN() != 0).toList())
        .build();
  }

  /** A row's weight is at least 1, so what is far below it is no row. */
  private static boolean holdsRows(SessionSums bucket) {
    return Math.abs(bucket.getW0()) + Math.abs(bucket.getW1()) > SMALL;
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
        .addAllLabels(labels(a.getLabelsList(), b.getLabelsList(), sign))
        .setAssignedFail(a.getAssignedFail() + sign * b.getAssignedFail())
        .setAssignedPass(a.getAssignedPass() + sign * b.getAssignedPass())
        .setAssignedNone(a.getAssignedNone() + sign * b.getAssignedNone())
        .setPending(a.getPending() + sign * b.getPending())
        .build();
  }

  private static Collection<LabelSums> labels(List<LabelSums> a, List<LabelSums> b, int sign) {
    if (b.isEmpty()) {
      return a;
    }
    TreeMap<Integer, LabelSums> cells = new TreeMap<>();
    a.forEach(cell -> cells.merge(key(cell), cell, (x, y) -> combine(x, y, 1)));
    b.forEach(
        cell -> {
          LabelSums none = cell.toBuilder().clearC().clearD().clearE().clearN().build();
          cells.merge(key(cell), combine(none, cell, sign), (x, y) -> combine(x, y, 1));
        });
    return cells.values();
  }

  private static int key(LabelSums cell) {
    return 2 * cell.getVerdict() + cell.getLabel();
  }

  private static LabelSums combine(LabelSums a, LabelSums b, int sign) {
    return a.toBuilder()
        .setC(a.getC() + sign * b.getC())
        .setD(a.getD() + sign * b.getD())
        .setE(a.getE() + sign * b.getE())
        .setN(a.getN() + sign * b.getN())
        .build();
  }

  private static SessionSums combine(SessionSums a, SessionSums b, int sign) {
    return a.toBuilder()
        .setW0(a.getW0() + sign * b.getW0())
        .setW1(a.getW1() + sign * b.getW1())
        .setWv00(a.getWv00() + sign * b.getWv00())
        .setWv01(a.getWv01() + sign * b.getWv01())
        .setWv10(a.getWv10() + sign * b.getWv10())
        .setWv11(a.getWv11() + sign * b.getWv11())
        .build();
  }
}
