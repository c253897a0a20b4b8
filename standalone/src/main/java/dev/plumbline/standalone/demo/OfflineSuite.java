package dev.plumbline.standalone.demo;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.Wilson;
import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.interaction.NormaliserConfig;
import dev.plumbline.evaluation.interaction.TraceContent;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The offline suite: the same checks over a generated set of questions, once per prompt version.
 */
final class OfflineSuite {
  private static final int ROWS = 300;
  private static final double LEVEL = 0.95;

  private OfflineSuite() {}

  /** One result per check, over the answers that version gives to the suite's questions. */
  static List<OfflineResult> run(TraceFactory factory, String version, long now) {
    CheckSuite suite = CheckSuite.parse(DemoConfig.checks());
    Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());
    Map<String, long[]> counts = new TreeMap<>();
    for (int i = 0; i < ROWS; i++) {
      GeneratedTrace row = factory.nextOffline(version, now);
      TraceContent content =
          new TraceContent(
              "default",
              row.truth().traceId(),
              List.of(row.spans()),
              row.logs().map(List::of).orElse(List.of()));
      for (Interaction interaction : normaliser.normalise(content)) {
        for (CheckResult result : suite.run(interaction)) {
          if (result.outcome() instanceof CheckOutcome.Scored scored) {
            long[] count = counts.computeIfAbsent(result.checkId(), key -> new long[2]);
            count[0]++;
            count[1] += scored.pass() ? 1 : 0;
          }
        }
      }
    }
    List<OfflineResult> results = new ArrayList<>();
    counts.forEach(
        (metric, count) -> results.add(result(metric, version, count[0], count[1], now)));
    return results;
  }

  private static OfflineResult result(
      String metric, String version, long n, long passed, long now) {
    double rate = (double) passed / n;
    Interval interval = Wilson.interval(rate, n, LEVEL);
    return OfflineResult.newBuilder()
        .setSuite("support-regression")
        .setRunId(version)
        .setMetric(metric)
        .setSlice(Slice.newBuilder().setTenant("default").setPromptVersion(version))
        .setN(n)
        .setPassed(passed)
        .setRate(rate)
        .setLow(interval.low())
        .setHigh(interval.high())
        .setLevel(LEVEL)
        .setRunUnixMillis(now)
        .build();
  }
}
