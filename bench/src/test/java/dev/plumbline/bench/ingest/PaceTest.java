package dev.plumbline.bench.ingest;

import static dev.plumbline.bench.ingest.SliceFixtures.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PaceTest {
  /** With broker and generator, 17.5 ms of processor time a request of ours, 35 of the other. */
  private static final Row.Pair SEEN =
      new Row.Pair(slice(Side.OURS, 0, 10, 10, 100), slice(Side.BASELINE, 10, 10, 10, 200));

  @Test
  void isTwoThirdsOfWhatTheProcessorsCarryOfTheDearerSide() {
    assertThat(Pace.of(1_000, SEEN, 2)).isEqualTo(0.65 * 2 / 0.035, within(1e-9));
  }

  @Test
  void isNoMoreThanWasMeant() {
    assertThat(Pace.of(30, SEEN, 2)).isEqualTo(30);
    assertThat(Pace.of(1_000, SEEN, 64)).isEqualTo(1_000);
  }
}
