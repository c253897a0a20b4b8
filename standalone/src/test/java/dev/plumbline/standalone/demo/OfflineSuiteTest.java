package dev.plumbline.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.estimate.VersionComparison;
import dev.plumbline.evaluation.estimate.VersionComparison.Verdict;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.Normalised;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.v1.OfflineResult;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineSuiteTest {
  private static final long NOW = 1_790_000_000_000L;
  private static final CheckSuite SUITE = CheckSuite.parse(DemoConfig.checks());

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void likesTheNewPromptWhileUsersGetWorseAnswersAboutRefunds(long seed) {
    // Given
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    // When
    OfflineResult before = grounding(factory, "v6");
    OfflineResult after = grounding(factory, "v7");
    Map<String, VersionComparison> online = online(factory);
    VersionComparison refunds = online.get("refunds");
    // Then
    assertThat(after.getRate()).isGreaterThan(before.getRate());
    assertThat(before.getN()).isGreaterThan(250);
    assertThat(refunds.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(refunds.difference()).isBetween(-0.30, -0.12);
    assertThat(online.get("billing").verdict()).isNotEqualTo(Verdict.WORSE);
    assertThat(online.get("setup").verdict()).isNotEqualTo(Verdict.WORSE);
  }

  private static OfflineResult grounding(TraceFactory factory, String version) {
    return OfflineSuite.run(factory, version, NOW).stream()
        .filter(r -> r.getMetric().equals("grounding") && !r.getSlice().hasRoute())
        .findFirst()
        .orElseThrow();
  }

  /** The same comparison as the demo's, over answers that never saw a broker. */
  private static Map<String, VersionComparison> online(TraceFactory factory) {
    Map<String, long[]> counts = new TreeMap<>();
    for (int number = 0; number < 4_000; number++) {
      int arm = number % 2;
      GeneratedTrace trace = factory.online(number, arm == 0 ? "v6" : "v7", NOW);
      long[] count = counts.computeIfAbsent(trace.truth().route(), route -> new long[4]);
      for (var result : SUITE.run(Normalised.of(trace))) {
        if (result.checkId().equals("grounding")
            && result.outcome() instanceof CheckOutcome.Scored scored) {
          count[2 * arm + 1]++;
          count[2 * arm] += scored.pass() ? 1 : 0;
        }
      }
    }
    Map<String, VersionComparison> comparisons = new TreeMap<>();
    counts.forEach(
        (route, n) ->
            comparisons.put(route, VersionComparison.of(n[0], n[1], n[2], n[3], 200, 0.95)));
    return comparisons;
  }
}
