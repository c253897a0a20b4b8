package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.StratumSums;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HajekTest {
  private static final double[] PI = {1, 1, .5, .5, .1, .1, .1};
  private static final int[] PASS = {0, 1, 1, 0, 1, 1, 0};

  @Test
  void matchesTheExampleWorkedByHand() {
    // sum w = 36, passes 1 + 2 + 10 + 10 = 23; variances by their definitions over the seven rows.
    Hajek hajek = of(PI, PASS);
    assertThat(hajek.a0() + hajek.a1()).isCloseTo(36, within(1e-12));
    assertThat(hajek.rate()).isCloseTo(0.6388889, within(5e-8));
    assertThat(Math.sqrt(hajek.realisedVariance())).isCloseTo(0.2174585, within(5e-8));
    assertThat(hajek.effectiveN()).isCloseTo(4.1806452, within(5e-8));
    double byRows = 0;
    for (int i = 0; i < PI.length; i++) {
      byRows += Math.pow((PASS[i] - 23 / 36.0) / PI[i], 2);
    }
    assertThat(hajek.processVariance()).isCloseTo(byRows / (36 * 36), within(1e-12));
  }

  @Test
  void isThePlainRateWhenEveryRowIsAsked() {
    Hajek all = of(new double[] {1, 1, 1, 1}, new int[] {1, 1, 1, 0});
    assertThat(all.rate()).isEqualTo(0.75);
    assertThat(all.effectiveN()).isEqualTo(4);
    assertThat(all.realisedVariance()).isZero();
    assertThat(all.processVariance()).isCloseTo(0.75 * 0.25 / 4, within(1e-12));
    assertThat(Hajek.of(0, 0, 0, 0)).isEmpty();
  }

  /**
   * Two strata asked at .4 and .1, truth .6 and .9: the plain mean of the judged rows reads .79.
   */
  @Test
  void coversTheTruthWhereThePlainMeanDoesNot() {
    long seed = 23;
    Random random = new Random(seed);
    double truth = 0.2 * 0.6 + 0.8 * 0.9;
    int runs = 600;
    int covered = 0;
    int plainCovered = 0;
    for (int run = 0; run < runs; run++) {
      StratumSums sums = window(random, 3_000);
      Hajek hajek = Hajek.of(sums.getA0(), sums.getA1(), sums.getB0(), sums.getB1()).orElseThrow();
      Interval weighted = Wilson.interval(hajek.rate(), hajek.effectiveN(), 0.95);
      covered += weighted.low() <= truth && truth <= weighted.high() ? 1 : 0;
      double mean = (double) sums.getPassed() / sums.getScored();
      Interval plain = Wilson.interval(mean, sums.getScored(), 0.95);
      plainCovered += plain.low() <= truth && truth <= plain.high() ? 1 : 0;
    }
    assertThat(covered / (double) runs).as("seed %s", seed).isBetween(0.92, 0.99);
    assertThat(plainCovered / (double) runs).as("seed %s", seed).isLessThan(0.5);
  }

  private static StratumSums window(Random random, int rows) {
    StratumSums sums = StratumSums.getDefaultInstance();
    for (int i = 0; i < rows; i++) {
      boolean hard = random.nextDouble() < 0.2;
      double pi = hard ? 0.4 : 0.1;
      if (random.nextDouble() < pi) {
        boolean pass = random.nextDouble() < (hard ? 0.6 : 0.9);
        sums = WindowSums.add(sums, row(1 / pi, pass));
      }
    }
    return sums;
  }

  private static StratumSums row(double w, boolean pass) {
    StratumSums.Builder row = StratumSums.newBuilder().setEligible(1).setAsked(1).setScored(1);
    return pass
        ? row.setPassed(1).setA1(w).setB1(w * w).build()
        : row.setA0(w).setB0(w * w).build();
  }

  private static Hajek of(double[] pi, int[] pass) {
    double[] a = new double[2];
    double[] b = new double[2];
    for (int i = 0; i < pi.length; i++) {
      a[pass[i]] += 1 / pi[i];
      b[pass[i]] += 1 / (pi[i] * pi[i]);
    }
    return Hajek.of(a[0], a[1], b[0], b[1]).orElseThrow();
  }
}
