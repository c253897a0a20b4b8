package dev.plumbline.standalone.demo;

import dev.plumbline.evaluation.estimate.PublishedRate;
import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.v1.Estimate;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One metric on one route with one version of the prompt, over the whole run.
 *
 * @param n rows in the population
 * @param scored rows with an outcome
 * @param rate null where there is too little data
 * @param uncorrected a judge's rate weighted for sampling, its own errors in it
 * @param low of the 95 % interval
 * @param high of the 95 % interval
 * @param state ok or insufficient_data
 * @param reason why there is too little data
 */
record RateRow(
    String metric,
    String route,
    String promptVersion,
    long n,
    long scored,
    @Nullable Double rate,
    @Nullable Double uncorrected,
    @Nullable Double low,
    @Nullable Double high,
    String state,
    String reason) {
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
    RangeSums sums = RangeSums.of(group);
    Estimate estimate = PublishedRate.of(sums, false, OptionalDouble.empty());
    return new RateRow(
        first.getMetric(),
        first.getSlice().getRoute(),
        first.getSlice().getPromptVersion(),
        sums.total().getEligible(),
        sums.total().getScored(),
        estimate.hasLow() ? PublishedRate.value(estimate).orElseThrow() : null,
        sums.judged() && estimate.hasWeighted() ? estimate.getWeighted() : null,
        estimate.hasLow() ? estimate.getLow() : null,
        estimate.hasHigh() ? estimate.getHigh() : null,
        estimate.getState().name().toLowerCase(Locale.ROOT),
        estimate.getReason());
  }
}
