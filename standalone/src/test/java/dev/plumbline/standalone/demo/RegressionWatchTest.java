package dev.plumbline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import org.junit.jupiter.api.Test;

class RegressionWatchTest {
  private final RegressionWatch watch = new RegressionWatch("v6", "v7");

  @Test
  void catchesARouteThatGotWorseSummedOverModelsAndServices() {
    // Given
    take("refunds", "v6", "gpt-4o", 300, 285);
    take("refunds", "v6", "gpt-4o-mini", 300, 285);
    take("refunds", "v7", "gpt-4o", 100, 70);
    // When
    assertThat(watch.caught()).as("100 answers are too few").isEmpty();
    take("refunds", "v7", "gpt-4o-mini", 110, 77);
    // Then
    assertThat(watch.caught())
        .hasValueSatisfying(
            caught -> {
              assertThat(caught.route()).isEqualTo("refunds");
              assertThat(caught.comparison().nBefore()).isEqualTo(600);
              assertThat(caught.comparison().nAfter()).isEqualTo(210);
              assertThat(caught.comparison().interval().high()).isNegative();
            });
  }

  @Test
  void saysNothingOfOtherRoutesMetricsAndCoarserSlices() {
    take("billing", "v6", "gpt-4o", 400, 380);
    take("billing", "v7", "gpt-4o", 400, 378);
    watch.take("x", window("refunds", "v6", "gpt-4o", 400, 390).setMetric("refusal").build());
    watch.take("y", window("refunds", "v7", "gpt-4o", 400, 100).setMetric("refusal").build());
    SliWindow.Builder coarse = window("refunds", "v7", "gpt-4o", 400, 100);
    watch.take("z", coarse.setSlice(coarse.getSlice().toBuilder().clearService()).build());
    assertThat(watch.caught()).isEmpty();
  }

  @Test
  void countsOnlyTheLastWindowOfAKey() {
    take("refunds", "v6", "gpt-4o", 400, 100);
    take("refunds", "v6", "gpt-4o", 500, 480);
    take("refunds", "v7", "gpt-4o", 500, 470);
    assertThat(watch.caught()).isEmpty();
    assertThat(watch.all().get("refunds").nBefore()).isEqualTo(500);
  }

  private void take(String route, String version, String model, long n, long passed) {
    watch.take(route + version + model, window(route, version, model, n, passed).build());
  }

  private static SliWindow.Builder window(
      String route, String version, String model, long n, long passed) {
    return SliWindow.newBuilder()
        .setMetric("grounding")
        .setSlice(
            Slice.newBuilder()
                .setTenant("default")
                .setService("site")
                .setRoute(route)
                .setModel(model)
                .setPromptVersion(version))
        .addStrata(StratumSums.newBuilder().setEligible(n).setScored(n).setPassed(passed));
  }
}
