package dev.plumbline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.interaction.NormaliserConfig;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.standalone.traffic.Truth;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The demo's detection over many seeds: the same generator, checks and watch, without a broker. */
class DetectionTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final int BEFORE = 1_200;
  private static final int AFTER = 3_000;

  private final CheckSuite suite = CheckSuite.parse(DemoConfig.checks());
  private final Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());

  @Test
  void catchesTheRegressionOnRefundsWhateverTheSeed() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(run(seed, false))
          .as("seed %d", seed)
          .hasValueSatisfying(c -> assertThat(c.route()).isEqualTo("refunds"));
    }
  }

  @Test
  void catchesNothingWhenTheNewPromptIsHarmless() {
    long falseCatches = 0;
    for (long seed = 1; seed <= 20; seed++) {
      falseCatches += run(seed, true).isPresent() ? 1 : 0;
    }
    assertThat(falseCatches).isLessThanOrEqualTo(1);
  }

  @Test
  void letsTheOfflineSuiteGoUpWhileProductionGoesDown() {
    double before = 0;
    double after = 0;
    for (long seed = 1; seed <= 5; seed++) {
      before +=
          grounding(OfflineSuite.run(new TraceFactory(seed, new Behaviour(false)), "v6", NOW));
      after +=
          grounding(
              OfflineSuite.run(new TraceFactory(seed + 100, new Behaviour(false)), "v7", NOW));
    }
    assertThat(after).isGreaterThan(before);
  }

  private Optional<RegressionWatch.Caught> run(long seed, boolean harmless) {
    TraceFactory factory = new TraceFactory(seed, new Behaviour(harmless));
    RegressionWatch watch = new RegressionWatch("v6", "v7");
    Map<String, SliWindow.Builder> windows = new HashMap<>();
    for (int i = 0; i < BEFORE + AFTER; i++) {
      GeneratedTrace trace = factory.next(i < BEFORE ? "v6" : "v7", NOW);
      book(trace, windows);
      // Windows are published twice a second, every fifty answers or so.
      if (i % 50 == 49) {
        windows.forEach((key, window) -> watch.take(key, window.build()));
        if (watch.caught().isPresent()) {
          return watch.caught();
        }
      }
    }
    return Optional.empty();
  }

  private void book(GeneratedTrace trace, Map<String, SliWindow.Builder> windows) {
    Truth truth = trace.truth();
    TraceContent content =
        new TraceContent(
            "default",
            truth.traceId(),
            List.of(trace.spans()),
            trace.logs().map(List::of).orElse(List.of()));
    for (CheckResult result : suite.run(normaliser.normalise(content).getFirst())) {
      if (result.checkId().equals(RegressionWatch.METRIC)
          && result.outcome() instanceof CheckOutcome.Scored scored) {
        SliWindow.Builder window =
            windows.computeIfAbsent(
                truth.route() + truth.promptVersion(),
                key ->
                    SliWindow.newBuilder()
                        .setMetric(RegressionWatch.METRIC)
                        .setSlice(
                            Slice.newBuilder()
                                .setService("s")
                                .setModel("m")
                                .setRoute(truth.route())
                                .setPromptVersion(truth.promptVersion()))
                        .addStrata(StratumSums.getDefaultInstance()));
        StratumSums sums = window.getStrata(0);
        window.setStrata(
            0,
            sums.toBuilder()
                .setScored(sums.getScored() + 1)
                .setPassed(sums.getPassed() + (scored.pass() ? 1 : 0)));
      }
    }
  }

  private static double grounding(List<OfflineResult> results) {
    return results.stream()
        .filter(r -> r.getMetric().equals(RegressionWatch.METRIC))
        .findFirst()
        .orElseThrow()
        .getRate();
  }
}
