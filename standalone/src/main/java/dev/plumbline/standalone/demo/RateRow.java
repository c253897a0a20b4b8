package dev.plumbline.standalone.demo;

import dev.plumbline.evaluation.estimate.SliEstimator;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One metric on one route with one version of the prompt, over the whole run.
 *
 * @param n rows in the population
 * @param scored rows with an outcome
 * @param rate null below the minimum of rows
 * @param low of the 95 % interval
 * @param high of the 95 % interval
 * @param state ok or insufficient_data
 */
record RateRow(
    String metric,
    String route,
    String promptVersion,
    long n,
    long scored,
    @Nullable Double rate,
    @Nullable Double low,
    @Nullable Double high,
    String state) {
  private static final double LEVEL = 0.95;

  /** All rows of the published windows, by metric, route and version. */
  static List<RateRow> of(Collection<SliWindow> windows) {
    Map<String, List<SliWindow>> groups = new TreeMap<>();
    for (SliWindow window : windows) {
      Slice slice = window.getSlice();
      if (RegressionWatch.finest(slice)) {
        String key = window.getMetric() + "|" + slice.getRoute() + "|" + slice.getPromptVersion();
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(window);
      }
    }
    return groups.values().stream().map(RateRow::row).toList();
  }

  private static RateRow row(List<SliWindow> group) {
    SliWindow first = group.getFirst();
    SliWindow.Builder sums = SliWindow.newBuilder();
    group.forEach(window -> WindowSums.addInto(sums, window));
    StratumSums total = WindowSums.total(sums.getStrataList());
    Estimate estimate =
        SliEstimator.estimate(sums.getStrataList(), !first.getJudgeId().isEmpty(), LEVEL);
    return new RateRow(
        first.getMetric(),
        first.getSlice().getRoute(),
        first.getSlice().getPromptVersion(),
        total.getEligible(),
        total.getScored(),
        estimate.hasWeighted() ? estimate.getWeighted() : null,
        estimate.hasLow() ? estimate.getLow() : null,
        estimate.hasHigh() ? estimate.getHigh() : null,
        estimate.getState().name().toLowerCase(Locale.ROOT));
  }
}
