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
  private long passed;

  /** Asks about {@code n} answers of one verdict with probability {@code pi} each. */
  void ask(Random random, long n, boolean pass, double pi) {
    long drawn = drawn(random, n, pi);
    eligible += n;
    asked += drawn;
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
    a0 += other.a0;
    a1 += other.a1;
    b0 += other.b0;
    b1 += other.b1;
  }

  /** The weighted rate as it is published. */
  double rate() {
    StratumSums sums =
        StratumSums.newBuilder()
            .setEligible((long) eligible)
            .setU(eligible)
            .setU2(eligible)
            .setAsked(asked)
            .setScored(asked)
            .setPassed(passed)
            .setA0(a0)
            .setA1(a1)
            .setB0(b0)
            .setB1(b1)
            .build();
    SliWindow window = SliWindow.newBuilder().addStrata(sums).build();
    JudgedRate rate =
        CellsEstimator.estimate(
            CellsEstimator.Question.of(List.of(JudgedSums.of(List.of(window))), 0.95));
    return rate.weighted().orElseThrow();
  }

  /** Its standard error for the traffic that was there, from the sample alone. */
  double se() {
    return Math.sqrt(Hajek.of(a0, a1, b0, b1).orElseThrow().realisedVariance());
  }

  /** Plain mean of the verdicts. */
  double raw() {
    return (double) passed / asked;
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
