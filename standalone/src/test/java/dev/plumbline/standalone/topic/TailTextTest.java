package dev.plumbline.standalone.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.EstimateState;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Maturity;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import org.junit.jupiter.api.Test;

class TailTextTest {
  @Test
  void aScoreIsALineWithItsProbabilityAndRevision() {
    Score score =
        Score.newBuilder()
            .setTraceId("4bf92f35")
            .setRevision(2)
            .setEndUnixMillis(1_750_000_000_999L)
            .setEvaluator(Evaluator.newBuilder().setId("grounding").setVersion("3"))
            .setOutcome(Outcome.FAIL)
            .setValue(0.5)
            .setPi(0.05)
            .setSlice(Slice.newBuilder().setTenant("t").setRoute("re\u001b[2Jfunds"))
            .build();

    assertThat(TailText.of(score))
        .isEqualTo(
            "2025-06-15T15:06:40Z  grounding@3      fail 0.500             pi 0.0500  t"
                + " route=re\ufffd[2Jfunds  4bf92f35 r2");
  }

  @Test
  void aWindowSaysItsRateOrThatThereIsNotEnoughData() {
    SliWindow.Builder window =
        SliWindow.newBuilder()
            .setMetric("grounding")
            .setWindowMillis(60_000)
            .setMaturity(Maturity.SETTLING)
            .setSlice(Slice.newBuilder().setTenant("t"));
    Estimate.Builder rate =
        Estimate.newBuilder()
            .setWeighted(0.921)
            .setLow(0.884)
            .setHigh(0.949)
            .setN(240)
            .setJudged(61)
            .setState(EstimateState.OK);

    assertThat(TailText.of(window.setEstimate(rate).build()))
        .startsWith("1970-01-01T00:00:00Z +1m  grounding")
        .contains("92.1 % [88.4, 94.9]", "61 of 240", "settling  t all");
    rate.setState(EstimateState.INSUFFICIENT_DATA).setReason("few_scored");
    assertThat(TailText.of(window.setEstimate(rate).build()))
        .contains("not enough data (few_scored)")
        .doesNotContain("%");
  }

  @Test
  void aWindowWithBorrowedLabelsSaysItsSecondRateUnderItsOwnName() {
    Estimate own =
        Estimate.newBuilder()
            .setState(EstimateState.INSUFFICIENT_DATA)
            .setReason("few_labels")
            .setMethod("weighted")
            .build();
    Estimate pooled =
        Estimate.newBuilder()
            .setState(EstimateState.OK)
            .setMethod("cells_pooled")
            .setCorrected(0.921)
            .setLow(0.884)
            .setHigh(0.949)
            .build();
    SliWindow window =
        SliWindow.newBuilder().setMetric("q/helpful").setEstimate(own).setPooled(pooled).build();
    assertThat(TailText.of(window))
        .contains("not enough data (few_labels)", "pooled 92.1 % [88.4, 94.9]");
  }
}
