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
 * The offline suite: the services' own checks over 300 old questions, the same ones for every
 * version of the prompt.
 */
final class OfflineSuite {
  private static final int ROWS = 300;
  private static final double LEVEL = 0.95;
  private static final String EVERY_ROUTE = "";

  private OfflineSuite() {}

  /** One result per check over all questions, and one per check and route. */
  static List<OfflineResult> run(TraceFactory factory, String version, long now) {
    CheckSuite suite = CheckSuite.parse(DemoConfig.checks());
    Normaliser normaliser = new Normaliser(NormaliserConfig.defaults());
    Map<String, Map<String, long[]>> counts = new TreeMap<>();
    for (int i = 0; i < ROWS; i++) {
      for (Interaction interaction :
          normaliser.normalise(content(factory.offline(i, version, now)))) {
        for (CheckResult result : suite.run(interaction)) {
          if (result.outcome() instanceof CheckOutcome.Scored scored) {
            count(counts, EVERY_ROUTE, result.checkId(), scored.pass());
            count(counts, interaction.getRoute(), result.checkId(), scored.pass());
          }
        }
      }
    }
    List<OfflineResult> results = new ArrayList<>();
    counts.forEach(
        (route, metrics) ->
            metrics.forEach(
                (metric, n) -> results.add(result(metric, route, version, n[0], n[1], now))));
    return results;
  }

  private static TraceContent content(GeneratedTrace row) {
    return new TraceContent(
        "default",
        row.truth().traceId(),
        List.of(row.spans()),
        row.logs().map(List::of).orElse(List.of()));
  }

  private static void count(
      Map<String, Map<String, long[]>> counts, String route, String metric, boolean pass) {
    long[] count =
        counts
            .computeIfAbsent(route, key -> new TreeMap<>())
            .computeIfAbsent(metric, key -> new long[2]);
    count[0]++;
    count[1] += pass ? 1 : 0;
  }

  private static OfflineResult result(
      String metric, String route, String version, long n, long passed, long now) {
    double rate = (double) passed / n;
    Interval interval = Wilson.interval(rate, n, LEVEL);
    Slice.Builder slice = Slice.newBuilder().setTenant("default").setPromptVersion(version);
    if (!route.equals(EVERY_ROUTE)) {
      slice.setRoute(route);
    }
    return OfflineResult.newBuilder()
        .setSuite("support-regression")
        .setRunId(version)
        .setMetric(metric)
        .setSlice(slice)
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
