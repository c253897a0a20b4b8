package dev.plumbline.evaluation.estimate;

import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.StratumSums;

/**
 * The additive sums of one post-stratum while they are added up; the same numbers as in {@link
 * StratumSums}. With w = u / pi and v = 1 / piHuman: N = sum u, N2 = sum u^2 over eligible rows; A
 * = sum w, B = sum w^2 per verdict f over asked rows; C = sum w v, D = sum w^2 v, E = sum w^2 v^2
 * and the count per label y and verdict f over labelled rows.
 */
public final class StratumTally {
  static final int FAIL = Judgement.FAIL.ordinal();
  static final int PASS = Judgement.PASS.ordinal();
  static final int NONE = Judgement.NONE.ordinal();

  /** Verdicts f that are told apart. */
  static final int VERDICTS = 3;

  private double n;
  private double n2;
  private long eligible;
  private long asked;
  private long scored;
  private long passed;
  private final double[] a = new double[VERDICTS];
  private final double[] b = new double[VERDICTS];
  private final double[] c = new double[2 * VERDICTS];
  private final double[] d = new double[2 * VERDICTS];
  private final double[] e = new double[2 * VERDICTS];
  private final long[] labels = new long[2 * VERDICTS];
  private final long[] assigned = new long[VERDICTS];

  /** The sums of a message. */
  public static StratumTally of(StratumSums sums) {
    StratumTally tally = new StratumTally();
    tally.n = sums.getU();
    tally.n2 = sums.getU2();
    tally.eligible = sums.getEligible();
    tally.asked = sums.getAsked();
    tally.scored = sums.getScored();
    tally.passed = sums.getPassed();
    tally.a[FAIL] = sums.getA0();
    tally.a[PASS] = sums.getA1();
    tally.a[NONE] = sums.getAx();
    tally.b[FAIL] = sums.getB0();
    tally.b[PASS] = sums.getB1();
    tally.b[NONE] = sums.getBx();
    tally.assigned[FAIL] = sums.getAssignedFail();
    tally.assigned[PASS] = sums.getAssignedPass();
    tally.assigned[NONE] = sums.getAssignedNone();
    for (LabelSums cell : sums.getLabelsList()) {
      int at = cell(cell.getLabel(), cell.getVerdict());
      tally.c[at] += cell.getC();
      tally.d[at] += cell.getD();
      tally.e[at] += cell.getE();
      tally.labels[at] += cell.getN();
    }
    return tally;
  }

  /** The message with these sums, of a post-stratum. */
  public StratumSums sums(int postStratum) {
    StratumSums.Builder sums =
        StratumSums.newBuilder()
            .setPostStratum(postStratum)
            .setEligible(eligible)
            .setU(n)
            .setU2(n2)
            .setAsked(asked)
            .setScored(scored)
            .setPassed(passed)
            .setA0(a[FAIL])
            .setA1(a[PASS])
            .setAx(a[NONE])
            .setB0(b[FAIL])
            .setB1(b[PASS])
            .setBx(b[NONE])
            .setAssignedFail(assigned[FAIL])
            .setAssignedPass(assigned[PASS])
            .setAssignedNone(assigned[NONE]);
    for (int f = 0; f < VERDICTS; f++) {
      for (int y = 0; y < 2; y++) {
        int at = cell(y, f);
        if (labels[at] != 0) {
          sums.addLabels(
              LabelSums.newBuilder()
                  .setVerdict(f)
                  .setLabel(y)
                  .setC(c[at])
                  .setD(d[at])
                  .setE(e[at])
                  .setN(labels[at]));
        }
      }
    }
    return sums.build();
  }

  /** Adds one row. */
  public void add(JudgedRow row) {
    book(row, 1);
  }

  /** Takes a row out that was added before. */
  public void remove(JudgedRow row) {
    book(row, -1);
  }

  /** Counts an audit label that was drawn and has not come. */
  public void assign(Judgement judge, long count) {
    assigned[judge.ordinal()] += count;
  }

  private void book(JudgedRow row, int sign) {
    double u = row.u();
    eligible += sign;
    n += sign * u;
    n2 += sign * u * u;
    if (!row.asked()) {
      return;
    }
    int f = row.judge().ordinal();
    double w = u / row.pi();
    asked += sign;
    scored += f == NONE ? 0 : sign;
    passed += f == PASS ? sign : 0;
    a[f] += sign * w;
    b[f] += sign * w * w;
    if (row.human() != Judgement.NONE) {
      int at = cell(row.human().ordinal(), f);
      double v = 1 / row.piHuman();
      c[at] += sign * w * v;
      d[at] += sign * w * w * v;
      e[at] += sign * w * w * v * v;
      labels[at] += sign;
      assigned[f] += sign;
    }
  }

  /** Adds other sums. */
  public void add(StratumTally other) {
    addScaled(other, 1, true);
  }

  /**
   * Adds other sums with every asked row standing for {@code r}: A and C times r, B, D and E times
   * r^2.
   *
   * @param withNone whether asked rows without a verdict, and labels on them, come along; N does
   */
  void addScaled(StratumTally other, double r, boolean withNone) {
    n += other.n;
    n2 += other.n2;
    eligible += other.eligible;
    asked += other.asked;
    scored += other.scored;
    passed += other.passed;
    int verdicts = withNone ? VERDICTS : NONE;
    for (int f = 0; f < verdicts; f++) {
      a[f] += r * other.a[f];
      b[f] += r * r * other.b[f];
      assigned[f] += other.assigned[f];
      for (int y = 0; y < 2; y++) {
        int at = cell(y, f);
        c[at] += r * other.c[at];
        d[at] += r * r * other.d[at];
        e[at] += r * r * other.e[at];
        labels[at] += other.labels[at];
      }
    }
  }

  /**
   * The same without what rounding left of rows that were added and taken out again: sums over no
   * rows are zero.
   */
  StratumTally cleaned() {
    StratumTally clean = new StratumTally();
    clean.add(this);
    if (eligible == 0) {
      clean.n = 0;
      clean.n2 = 0;
    }
    clear(clean, FAIL, scored - passed);
    clear(clean, PASS, passed);
    clear(clean, NONE, asked - scored);
    return clean;
  }

  private static void clear(StratumTally clean, int f, long rows) {
    if (rows == 0) {
      clean.a[f] = 0;
      clean.b[f] = 0;
    }
    for (int y = 0; y < 2; y++) {
      int at = cell(y, f);
      if (clean.labels[at] == 0) {
        clean.c[at] = 0;
        clean.d[at] = 0;
        clean.e[at] = 0;
      }
    }
  }

  private static int cell(int y, int f) {
    return y * VERDICTS + f;
  }

  double n() {
    return n;
  }

  double n2() {
    return n2;
  }

  long eligible() {
    return eligible;
  }

  long asked() {
    return asked;
  }

  long scored() {
    return scored;
  }

  long passed() {
    return passed;
  }

  double a(int f) {
    return a[f];
  }

  double b(int f) {
    return b[f];
  }

  /** A over all verdicts. */
  double a() {
    return a[FAIL] + a[PASS] + a[NONE];
  }

  /** B over all verdicts. */
  double b() {
    return b[FAIL] + b[PASS] + b[NONE];
  }

  double c(int y, int f) {
    return c[cell(y, f)];
  }

  double d(int y, int f) {
    return d[cell(y, f)];
  }

  double e(int y, int f) {
    return e[cell(y, f)];
  }

  long labels(int y, int f) {
    return labels[cell(y, f)];
  }

  /** Labels on rows of a verdict. */
  long labels(int f) {
    return labels(0, f) + labels(1, f);
  }

  /** Labels on rows of any verdict. */
  long labels() {
    return labels(FAIL) + labels(PASS) + labels(NONE);
  }

  long assigned(int f) {
    return assigned[f];
  }
}
