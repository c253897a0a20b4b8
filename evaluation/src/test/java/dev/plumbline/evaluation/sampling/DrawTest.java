package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrawTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void isTheFirst56BitsOfTheSaltedHash() {
    // printf 'judge-v1' + the 16 bytes | sha256sum begins 95a5955d9beda9; human-v1 a607a2c6ce4448.
    assertThat(Draw.of("judge-v1", TRACE)).isEqualTo(0x95a5955d9beda9L);
    assertThat(Draw.of("human-v1", TRACE)).isEqualTo(0xa607a2c6ce4448L);
    assertThat(Draw.probability(0x95a5955d9beda9L)).isCloseTo(0.584558, within(5e-7));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 0.5, 0.25, 0.1, 0.05, 0.005})
  void recordsTheProbabilityThatIsReallyCompared(double pi) {
    assertThat(Draw.probability(Draw.threshold(pi))).isCloseTo(pi, within(0x1p-56));
    assertThat(Draw.threshold(1)).isEqualTo(1L << 56);
  }
}
