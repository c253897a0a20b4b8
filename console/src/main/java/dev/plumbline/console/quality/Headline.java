package dev.plumbline.console.quality;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.Window;
import dev.plumbline.console.quality.Quality.Regression;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where a check got worse on a route, over all time.
 *
 * @param regressions the largest first
 * @param compared how many (route, version, check) had enough answers to be compared
 */
record Headline(List<Regression> regressions, int compared) {
  /** Answers of a check needed on each side before the headline may name it. */
  static final int MINIMUM = 200;

  private record RouteKey(String route, String version, String metric) {
    static RouteKey of(Window window) {
      return new RouteKey(window.slice().route(), window.slice().promptVersion(), window.metric());
    }
  }

  private record Measured(RouteKey key, String instrument) {}

  /**
   * Of windows of one tenant.
   *
   * @param filter its version says which versions are told of; all are compared with
   */
  static Headline of(List<Window> all, SliceFilter filter) {
    List<Window> checks =
        all.stream()
            .filter(w -> MetricKind.of(w) == MetricKind.CHECK)
            .filter(w -> filter.anyVersion().matches(w.slice()))
            .toList();
    Map<Measured, Tally> sums =
        Tallies.sums(checks.stream(), w -> new Measured(RouteKey.of(w), w.instrument()));
    Map<RouteKey, String> instruments = Tallies.latest(checks, RouteKey::of, Window::instrument);
    VersionOrder order = new VersionOrder(checks, w -> w.slice().route());
    List<RouteKey> keys = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (Map.Entry<RouteKey, String> entry : instruments.entrySet()) {
      RouteKey key = entry.getKey();
      Tally after = sums.get(new Measured(key, entry.getValue()));
      String previous = order.previous(key.route(), key.version()).orElse(null);
      Tally before =
          previous == null
              ? null
              : sums.get(
                  new Measured(
                      new RouteKey(key.route(), previous, key.metric()), entry.getValue()));
      boolean chosen =
          filter.promptVersion() == null || filter.promptVersion().equals(key.version());
      if (previous != null && before != null && after != null && chosen) {
        keys.add(key);
        changes.add(Change.of(previous, before, after, MetricKind.CHECK, MINIMUM));
      }
    }
    return of(keys, Change.together(changes));
  }

  private static Headline of(List<RouteKey> keys, List<Change> changes) {
    List<Regression> worse = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Change change = changes.get(i);
      if (change.worse()) {
        RouteKey key = keys.get(i);
        worse.add(new Regression(key.route(), key.version(), key.metric(), change));
      }
    }
    worse.sort(
        Comparator.comparingDouble(Headline::difference)
            .thenComparing(Regression::route)
            .thenComparing(Regression::promptVersion)
            .thenComparing(Regression::metric));
    return new Headline(
        List.copyOf(worse), (int) changes.stream().filter(Change::compared).count());
  }

  private static double difference(Regression regression) {
    Double difference = regression.change().difference();
    return difference == null ? 0 : difference;
  }
}
