package dev.plumbline.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RecoveryTest {
  /** 100 a second, an outage from 1.0 s to 3.0 s, a trickle, and full again from 3.5 s. */
  private static int[] outage() {
    int[] byTenth = new int[60];
    for (int i = 0; i < byTenth.length; i++) {
      byTenth[i] = i < 10 || i >= 35 ? 10 : i >= 32 ? 1 : 0;
    }
    return byTenth;
  }

  @Test
  void countsToTheFirstSecondAtFullRate() {
    assertThat(Recovery.seconds(outage(), 3.0, 100)).isEqualTo(0.5, within(1e-9));
    assertThat(Recovery.firstSeconds(outage(), 3.0)).isEqualTo(0.2, within(1e-9));
  }

  @Test
  void isNotANumberWhenNothingComesBack() {
    assertThat(Recovery.seconds(new int[60], 3.0, 100)).isNaN();
    assertThat(Recovery.firstSeconds(new int[60], 3.0)).isNaN();
  }
}
