package dev.plumbline.evaluation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class GoldenNumbersTest {
  @Test
  void matchTheHorvitzThompsonExample() {
    // pi 1, .5, .1, .1 of the rows that pass.
    HorvitzThompson passes = new HorvitzThompson(1 + 2 + 10 + 10, 1 + 4 + 100 + 100);
    assertThat(passes.total()).isEqualTo(23);
    assertThat(passes.mean(44)).isCloseTo(0.5227273, within(5e-8));
    assertThat(passes.meanSe(44)).isCloseTo(0.3066077, within(5e-8));
  }

  /** Points equal ppi_py's weighted call. */
  @Test
  void matchTheTwoPhaseExample() {
    double[] w = {1, 1, 1, 1, 5, 5, 5, 5, 5, 5};
    int[] f = {0, 1, 0, 1, 1, 1, 1, 0, 1, 1};
    int[] h = {1, 1, 0, 1, 1, 0, 1, 1, 0, 1};
    int[] y = {0, 0, 1, 1, 1, 1, 1};
    StratumTally sums = new StratumTally();
    int labels = 0;
    for (int i = 0; i < w.length; i++) {
      Judgement human = h[i] == 0 ? Judgement.NONE : Judgement.values()[y[labels++]];
      Judgement judge = Judgement.values()[f[i]];
      sums.add(new JudgedRow("t" + i, "0", 1 / w[i], true, judge, 0.5, human, null, 1));
    }
    twoPhase(sums, 1, 0.9680307, 0.1572353);
    twoPhase(sums, 0.5, 0.9405371, 0.1080719);
    twoPhase(sums, 0, 0.9130435, 0.0917157);
  }

  private static void twoPhase(StratumTally sums, double lambda, double theta, double se) {
    TwoPhase estimate = TwoPhase.of(sums, lambda).orElseThrow();
    assertThat(estimate.theta()).isCloseTo(theta, within(5e-8));
    assertThat(estimate.se()).isCloseTo(se, within(5e-8));
  }

  /** Newcombe 1998, and statsmodels. */
  @Test
  void matchNewcombesDifferences() {
    interval(Newcombe.interval(48, 80, 56, 70, 0.95), .0524315, .3338727);
    interval(Newcombe.interval(3, 10, 9, 10, 0.95), .1705227, .8090180);
    interval(Newcombe.interval(0, 20, 10, 10, 0.95), .6790860, 1);
  }

  private static void interval(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(5e-8));
    assertThat(interval.high()).isCloseTo(high, within(5e-8));
  }

  /** R package drconfseq. */
  @Test
  void matchTheAsymptoticSequence() {
    AsymptoticSequence sequence = new AsymptoticSequence(1000, 0.95);
    assertThat(sequence.r()).isCloseTo(.008211968, within(5e-10));
    double[][] margins = {
      {100, .382322}, {500, .137682}, {1000, .095979}, {5000, .044649}, {10_000, .032463}
    };
    for (double[] margin : margins) {
      assertThat(sequence.margin(1, margin[0])).isCloseTo(margin[1], within(5e-7));
    }
  }

  @Test
  void matchTheSampleRatioCheck() {
    SampleRatio ratio = SampleRatio.of(50_912, 49_088, 0.5);
    assertThat(ratio.chiSquare()).isCloseTo(33.26976, within(1e-5));
    assertThat(ratio.p()).isCloseTo(8.0e-9, within(5e-11));
    assertThat(ratio.mismatch()).isTrue();
    assertThat(SampleRatio.of(5_030, 4_970, 0.5).mismatch()).isFalse();
  }

  /** Benjamini and Hochberg 1995, section 4. */
  @Test
  void matchTheFalseDiscoveryExamples() {
    List<Double> p =
        List.of(
            .6528, .0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262,
            .5719, .7590, 1.0);
    assertThat(FalseDiscovery.benjaminiHochberg(p, 0.05))
        .containsSubsequence(false, true, true, true, true, false)
        .filteredOn(stands -> stands)
        .hasSize(4);
    List<Double> e = List.of(250.0, 120.0, 40.0, 30.0, 3.0, 1.2, .5, .3, .1, .05);
    assertThat(FalseDiscovery.eBenjaminiHochberg(e, 0.1)).filteredOn(stands -> stands).hasSize(4);
    assertThat(FalseDiscovery.benjaminiHochberg(List.of(), 0.1)).isEmpty();
  }
}
