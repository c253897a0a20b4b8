package dev.plumbline.evaluation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final double CLOSE = 5e-7;

  /** R package irrCAC, vignette "overview", data cont3x3abstractors. */
  @Test
  void matchesThePublishedTableOfThree() {
    Agreement agreement = of(new int[][] {{13, 0, 0}, {0, 20, 7}, {0, 4, 56}});
    near(agreement.observed().orElseThrow(), 0.89, 0.03128898);
    near(agreement.kappa().orElseThrow(), 0.7964094, 0.05891072);
    near(agreement.ac1().orElseThrow(), 0.8493305, 0.04321747);
    assertThat(agreement.scott().orElseThrow()).isCloseTo(0.7962397, within(CLOSE));
    assertThat(agreement.alpha().orElseThrow()).isCloseTo(0.7972585, within(CLOSE));
  }

  /** PMC7222679, and the classic table of 125. */
  @Test
  void showsWhyKappaAloneMisleads() {
    Agreement first = of(new int[][] {{130, 56}, {9, 5}});
    assertThat(value(first.observed())).isCloseTo(0.675, within(CLOSE));
    assertThat(value(first.kappa())).isCloseTo(0.0219681, within(CLOSE));
    assertThat(value(first.ac1())).isCloseTo(0.5325843, within(CLOSE));
    Agreement second = of(new int[][] {{118, 5}, {2, 0}});
    assertThat(value(second.observed())).isCloseTo(0.944, within(CLOSE));
    assertThat(value(second.kappa())).isCloseTo(-0.0233918, within(CLOSE));
    assertThat(value(second.ac1())).isCloseTo(0.9407763, within(CLOSE));
  }

  /** Hard items weigh 3, easy ones 100: unweighted numbers describe the queue, not the traffic. */
  @Test
  void weighsItems() {
    AgreementTable weighted = new AgreementTable(List.of("0", "1"));
    AgreementTable plain = new AgreementTable(List.of("0", "1"));
    int[][] hard = {{30, 20}, {15, 35}};
    int[][] easy = {{85, 3}, {4, 8}};
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        weighted.add(i, j, 3, hard[i][j]);
        weighted.add(i, j, 100, easy[i][j]);
        plain.add(i, j, 1, hard[i][j] + easy[i][j]);
      }
    }
    Agreement traffic = new Agreement(weighted, 0.95);
    assertThat(value(traffic.observed())).isCloseTo(0.922, within(5e-4));
    assertThat(value(traffic.kappa())).isCloseTo(0.647, within(5e-4));
    Agreement queue = new Agreement(plain, 0.95);
    assertThat(value(queue.observed())).isCloseTo(0.79, within(1e-9));
    assertThat(value(queue.kappa())).isCloseTo(0.518, within(5e-4));
    assertThat(weighted.effective()).isLessThan(plain.effective());
  }

  @Test
  void givesShareOfGoodAndOfBadThatAreRecognised() {
    // Rows: the judge says fail, pass; columns: people do.
    Agreement agreement = of(new int[][] {{42, 10}, {8, 140}});
    assertThat(value(agreement.hits(1))).isCloseTo(140 / 150.0, within(1e-12));
    assertThat(value(agreement.hits(0))).isCloseTo(42 / 50.0, within(1e-12));
  }

  @Test
  void saysNothingWhereThereIsNothingToSay() {
    Agreement none = of(new int[][] {{0, 0}, {0, 0}});
    assertThat(none.observed()).isEmpty();
    assertThat(none.kappa()).isEmpty();
    assertThat(none.ac1()).isEmpty();
    assertThat(none.alpha()).isEmpty();
    Agreement constant = of(new int[][] {{0, 0}, {0, 20}});
    assertThat(constant.kappa()).isEmpty();
    assertThat(constant.hits(0)).isEmpty();
    assertThat(value(constant.ac1())).isEqualTo(1);
    // With one category there is nothing that chance could get wrong.
    AgreementTable same = new AgreementTable(List.of("good"));
    same.add(0, 0, 1, 20);
    assertThat(new Agreement(same, 0.95).ac1()).isEmpty();
    assertThat(value(new Agreement(same, 0.95).observed())).isEqualTo(1);
  }

  private static void near(Coefficient found, double value, double se) {
    assertThat(found.value()).isCloseTo(value, within(CLOSE));
    assertThat(found.se()).isCloseTo(se, within(CLOSE));
    assertThat(found.interval().low()).isLessThan(value);
    assertThat(found.interval().high()).isGreaterThan(value);
  }

  private static double value(java.util.Optional<Coefficient> coefficient) {
    return coefficient.orElseThrow().value();
  }

  private static Agreement of(int[][] counts) {
    AgreementTable table =
        new AgreementTable(IntStream.range(0, counts.length).mapToObj(i -> "" + i).toList());
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        table.add(i, j, 1, counts[i][j]);
      }
    }
    return new Agreement(table, 0.95);
  }
}
