package dev.plumbline.standalone.demo;

import dev.plumbline.evaluation.estimate.VersionComparison;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Watches the published windows for a route on which the new prompt made the grounding check worse:
 * the anytime-valid 95 % interval of the difference lies below zero, with enough answers each.
 */
final class RegressionWatch {
  static final String METRIC = "grounding";
  private static final long MINIMUM = 200;
  private static final double LEVEL = 0.95;

  private final String before;
  private final String after;
  private final Map<String, SliWindow> windows = new HashMap<>();

  RegressionWatch(String before, String after) {
    this.before = before;
    this.after = after;
  }

  /**
   * A route that got worse.
   *
   * @param route where
   * @param comparison by how much
   */
  record Caught(String route, VersionComparison comparison) {}

  /** Takes a published window; the last one of a key counts. */
  void take(String key, SliWindow window) {
    if (window.getMetric().equals(METRIC) && finest(window.getSlice())) {
      windows.put(key, window);
    }
  }

  /** Forgets a window that is published no more. */
  void withdrawn(String key) {
    windows.remove(key);
  }

  /** Whether anything was published at all. */
  boolean empty() {
    return windows.isEmpty();
  }

  /** How many answers with the new prompt the check has scored. */
  long scored() {
    return windows.values().stream()
        .filter(w -> w.getSlice().getPromptVersion().equals(after))
        .mapToLong(w -> WindowSums.total(w.getStrataList()).getScored())
        .sum();
  }

  /** The first route, by name, that got worse. */
  Optional<Caught> caught() {
    Map<String, StratumSums> sums = sums();
    TreeSet<String> routes = new TreeSet<>();
    windows.values().forEach(w -> routes.add(w.getSlice().getRoute()));
    for (String route : routes) {
      VersionComparison comparison = compare(sums, route);
      if (comparison.verdict() == VersionComparison.Verdict.WORSE) {
        return Optional.of(new Caught(route, comparison));
      }
    }
    return Optional.empty();
  }

  /** Every route's comparison as it stands. */
  Map<String, VersionComparison> all() {
    Map<String, StratumSums> sums = sums();
    Map<String, VersionComparison> all = new TreeMap<>();
    windows.values().stream()
        .map(w -> w.getSlice().getRoute())
        .distinct()
        .forEach(route -> all.put(route, compare(sums, route)));
    return all;
  }

  private VersionComparison compare(Map<String, StratumSums> sums, String route) {
    StratumSums none = StratumSums.getDefaultInstance();
    StratumSums old = sums.getOrDefault(route + "|" + before, none);
    StratumSums now = sums.getOrDefault(route + "|" + after, none);
    return VersionComparison.of(
        old.getPassed(), old.getScored(), now.getPassed(), now.getScored(), MINIMUM, LEVEL);
  }

  private Map<String, StratumSums> sums() {
    Map<String, StratumSums> sums = new HashMap<>();
    for (SliWindow window : windows.values()) {
      Slice slice = window.getSlice();
      sums.merge(
          slice.getRoute() + "|" + slice.getPromptVersion(),
          WindowSums.total(window.getStrataList()),
          WindowSums::add);
    }
    return sums;
  }

  static boolean finest(Slice slice) {
    return slice.hasService() && slice.hasRoute() && slice.hasModel() && slice.hasPromptVersion();
  }

  /** Whether the slice is everything that its tenant has. */
  static boolean everything(Slice slice) {
    return !slice.hasEnvironment()
        && !slice.hasService()
        && !slice.hasRoute()
        && !slice.hasModel()
        && !slice.hasPromptVersion();
  }
}
