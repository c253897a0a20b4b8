package dev.plumbline.evaluation.interaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UpstreamSamplingTest {
  /** Its last seven bytes are the greatest randomness there is. */
  private static final String KEPT = "0000000000000000" + "00ffffffffffffff";

  // OpenTelemetry, tracestate probability sampling: th:0 is 100 %, th:c 25 %, th:fd70a4 about 1 %.
  @ParameterizedTest
  @CsvSource({"th:0, 1", "th:8, 2", "th:c, 4", "th:fd70a4, 100", "rv:ffffffffffffff;th:c, 4"})
  void invertsTheProbability(String ot, double count) {
    OptionalDouble found = UpstreamSampling.adjustedCount("a=b,ot=" + ot + ",c=d", KEPT);
    assertThat(found.orElseThrow()).isCloseTo(count, within(count * 1e-5));
  }

  @Test
  void staysFiniteAtTheGreatestThreshold() {
    assertThat(UpstreamSampling.adjustedCount("ot=th:ffffffffffffff", KEPT).orElseThrow())
        .isEqualTo(0x1p56);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "th=8", "ot=rv:ffffffffffffff", "ot=th:xyz", "xot=th:8"})
  void knowsNothingWithoutAThreshold(String traceState) {
    assertThat(UpstreamSampling.adjustedCount(traceState, KEPT)).isEmpty();
  }

  @Test
  void knowsNothingAboutASpanThatTheThresholdWouldHaveDropped() {
    assertThat(UpstreamSampling.adjustedCount("ot=th:8", "0".repeat(32))).isEmpty();
    assertThat(UpstreamSampling.adjustedCount("ot=th:8;rv:00000000000001", KEPT)).isEmpty();
    assertThat(UpstreamSampling.adjustedCount("ot=th:8", "not hex")).isEmpty();
  }

  @Test
  void takesARateOnlyWhenItIsOne() {
    assertThat(UpstreamSampling.ofRate(DoubleNode.valueOf(0.25))).hasValue(4);
    assertThat(UpstreamSampling.ofRate(DoubleNode.valueOf(0))).isEmpty();
    assertThat(UpstreamSampling.ofRate(DoubleNode.valueOf(Double.NaN))).isEmpty();
    assertThat(UpstreamSampling.ofRate(DoubleNode.valueOf(Double.MIN_VALUE))).isEmpty();
  }
}
