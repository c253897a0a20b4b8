package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.estimate.CellsEstimator;
import dev.plumbline.evaluation.estimate.Hajek;
import dev.plumbline.evaluation.estimate.JudgedRate;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import java.util.List;
import java.util.Random;

/** Weighted sums of answers that were each asked about with a chance of their own. */
final class Sample {
  double eligible;
  long asked;
  double a0;
  double a1;
  double b0;
  double b1;
  private double ax;
  private double bx;
  private long passed;
  private long scored;

  /** Asks about {@code n} answers of one verdict with probability {@code pi} each. */
  void ask(Random random, long n, boolean pass, double pi) {
    ask(random, n, pass, pi, 0);
  }

  /** The same of a judge that refuses a share of them. */
  void ask(Random random, long n, boolean pass, double pi, double refusing) {
    long all = drawn(random, n, pi);
    long refused = refusing == 0 ? 0 : drawn(random, all, refusing);
    long drawn = all - refused;
    eligible += n;
    asked += all;
    scored += drawn;
    ax += refused / pi;
    bx += refused / (pi * pi);
    passed += pass ? drawn : 0;
    a0 += pass ? 0 : drawn / pi;
    b0 += pass ? 0 : drawn / (pi * pi);
    a1 += pass ? drawn / pi : 0;
    b1 += pass ? drawn / (pi * pi) : 0;
  }

  void add(Sample other) {
    eligible += other.eligible;
    asked += other.asked;
    passed += other.passed;
    scored += other.scored;
    ax += other.ax;
    bx += other.bx;
    a0 += other.a0;
    a1 += other.a1;
    b0 += other.b0;
    b1 += other.b1;
  }

  /** The weighted rate as it is published. */
  double rate() {
    return rate(List.of(this));
  }

  /** The same of answers with and without failed checks. */
  static double rate(List<Sample> byPostStratum) {
    SliWindow.Builder window = SliWindow.newBuilder();
    for (int stratum = 0; stratum < byPostStratum.size(); stratum++) {
      window.addStrata(byPostStratum.get(stratum).sums(stratum));
    }
    JudgedRate rate =
        CellsEstimator.estimate(
            CellsEstimator.Question.of(List.of(JudgedSums.of(List.of(window.build()))), 0.95));
    return rate.weighted().orElseThrow();
  }

  private StratumSums sums(int postStratum) {
    return StratumSums.newBuilder()
        .setPostStratum(postStratum)
        .setEligible((long) eligible)
        .setU(eligible)
        .setU2(eligible)
        .setAsked(asked)
        .setScored(scored)
        .setPassed(passed)
        .setA0(a0)
        .setA1(a1)
        .setAx(ax)
        .setB0(b0)
        .setB1(b1)
        .setBx(bx)
        .build();
  }

  /** Its standard error for the traffic that was there, from the sample alone. */
  double se() {
    return se(List.of(this));
  }

  /** The same; what was refused is made up for within each of them. */
  static double se(List<Sample> byPostStratum) {
    double[] sums = new double[4];
    for (Sample one : byPostStratum) {
      double r = 1 + one.ax / (one.a0 + one.a1);
      sums[0] += r * one.a0;
      sums[1] += r * one.a1;
      sums[2] += r * r * one.b0;
      sums[3] += r * r * one.b1;
    }
    return Math.sqrt(Hajek.of(sums[0], sums[1], sums[2], sums[3]).orElseThrow().realisedVariance());
  }

  /** Plain mean of the verdicts. */
  double raw() {
    return (double) passed / scored;
  }

  /** A binomial number, by the lengths of the gaps between those that are drawn. */
  private static long drawn(Random random, long n, double pi) {
    if (pi >= 1) {
      return n;
    }
    double scale = 1 / Math.log1p(-pi);
    long drawn = 0;
    double at = Math.floor(Math.log(1 - random.nextDouble()) * scale);
    while (at < n) {
      drawn++;
      at += 1 + Math.floor(Math.log(1 - random.nextDouble()) * scale);
    }
    return drawn;
  }
}
