package dev.plumbline.console.quality;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.SliceValues;
import dev.plumbline.console.data.Window;
import dev.plumbline.console.quality.Quality.Cell;
import dev.plumbline.console.quality.Quality.Facets;
import dev.plumbline.console.quality.Quality.Line;
import dev.plumbline.console.quality.Quality.Regression;
import dev.plumbline.evaluation.estimate.SliEstimator;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** The quality table: sums of windows by served model, prompt version and metric. */
public final class QualityQuery {
  /** Answers of a check needed on each side before the headline may name it. */
  public static final int HEADLINE_MINIMUM = 200;

  private final List<Window> all;
  private final List<Window> windows;
  private final SliceFilter filter;

  /**
   * A query over windows.
   *
   * @param from earliest window start, Unix milliseconds
   */
  public QualityQuery(Collection<Window> all, SliceFilter filter, long from) {
    this.all = all.stream().filter(w -> w.slice().tenant().equals(filter.tenant())).toList();
    this.filter = filter;
    this.windows =
        this.all.stream()
            .filter(window -> window.startMillis() >= from && filter.matches(window.slice()))
            .toList();
  }

  /** The answer. */
  public Quality run() {
    Headline headline = headline();
    return new Quality(facets(), metrics(), lines(), headline.regressions(), headline.compared());
  }

  private List<Metric> metrics() {
    return windows.stream()
        .map(window -> new Metric(window.metric(), MetricKind.of(window)))
        .distinct()
        .sorted()
        .toList();
  }

  private Facets facets() {
    VersionOrder order = new VersionOrder(all, window -> "");
    return new Facets(
        values(SliceValues::service),
        values(SliceValues::route),
        values(SliceValues::model),
        order.versions("").stream().map(VersionOrder.First::version).toList());
  }

  private List<String> values(Function<SliceValues, String> dimension) {
    TreeSet<String> values = new TreeSet<>();
    all.forEach(window -> values.add(dimension.apply(window.slice())));
    return List.copyOf(values);
  }

  private record LineKey(String model, String version) {}

  private record CellKey(LineKey line, String metric) {
    static CellKey of(Window window) {
      return new CellKey(
          new LineKey(window.slice().model(), window.slice().promptVersion()), window.metric());
    }
  }

  private List<Line> lines() {
    Map<CellKey, String> instruments = Tallies.latest(windows, CellKey::of, Window::instrument);
    Map<CellKey, StratumSums> sums =
        Tallies.sums(
            windows.stream().filter(w -> w.instrument().equals(instruments.get(CellKey.of(w)))),
            CellKey::of);
    Map<LineKey, long[]> spans = new HashMap<>();
    for (Window window : windows) {
      long at = window.startMillis();
      spans.merge(
          CellKey.of(window).line(),
          new long[] {at, at},
          (a, b) -> new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
    }
    VersionOrder order = order(window -> window.slice().model());
    Map<Measured, StratumSums> baselines = baselines();
    List<Metric> metrics = metrics();
    List<Line> lines = new ArrayList<>();
    spans.forEach(
        (key, span) -> {
          List<Cell> cells = new ArrayList<>();
          for (Metric metric : metrics) {
            CellKey at = new CellKey(key, metric.id());
            StratumSums sum = sums.get(at);
            if (sum != null) {
              String instrument = instruments.getOrDefault(at, "");
              cells.add(
                  new Cell(
                      metric.id(),
                      instrument,
                      Rate.of(sum, metric.kind()),
                      order
                          .previous(key.model(), key.version())
                          .map(
                              previous ->
                                  Change.of(
                                      previous,
                                      baselines.getOrDefault(
                                          new Measured(
                                              new LineKey(key.model(), previous),
                                              metric.id(),
                                              instrument),
                                          StratumSums.getDefaultInstance()),
                                      sum,
                                      metric.kind(),
                                      SliEstimator.MINIMUM))
                          .orElse(null)));
            }
          }
          lines.add(
              new Line(
                  key.model(),
                  key.version(),
                  order.first(key.model(), key.version()),
                  span[1],
                  List.copyOf(cells)));
        });
    lines.sort(
        Comparator.comparing(Line::model)
            .thenComparing(Comparator.comparingLong(Line::firstMillis).reversed())
            .thenComparing(Line::promptVersion));
    return List.copyOf(lines);
  }

  private record Measured(LineKey line, String metric, String instrument) {}

  /** Sums of every version and instrument, over all time: what a change is measured against. */
  private Map<Measured, StratumSums> baselines() {
    return Tallies.sums(
        all.stream().filter(this::anyVersion),
        w ->
            new Measured(
                new LineKey(w.slice().model(), w.slice().promptVersion()),
                w.metric(),
                w.instrument()));
  }

  private VersionOrder order(Function<Window, String> group) {
    return new VersionOrder(all.stream().filter(this::anyVersion).toList(), group);
  }

  private boolean anyVersion(Window window) {
    return new SliceFilter(filter.tenant(), filter.service(), filter.route(), filter.model(), null)
        .matches(window.slice());
  }

  private record RouteKey(String route, String version, String metric) {
    static RouteKey of(Window window) {
      return new RouteKey(window.slice().route(), window.slice().promptVersion(), window.metric());
    }
  }

  private record MeasuredRoute(RouteKey key, String instrument) {}

  private record Headline(List<Regression> regressions, int compared) {}

  private Headline headline() {
    List<Window> checks =
        all.stream().filter(w -> MetricKind.of(w) == MetricKind.CHECK && anyVersion(w)).toList();
    Map<MeasuredRoute, StratumSums> sums =
        Tallies.sums(checks.stream(), w -> new MeasuredRoute(RouteKey.of(w), w.instrument()));
    Map<RouteKey, String> instruments = Tallies.latest(checks, RouteKey::of, Window::instrument);
    VersionOrder order = new VersionOrder(checks, w -> w.slice().route());
    List<Regression> worse = new ArrayList<>();
    int compared = 0;
    for (Map.Entry<RouteKey, String> entry : instruments.entrySet()) {
      RouteKey key = entry.getKey();
      StratumSums after = sums.get(new MeasuredRoute(key, entry.getValue()));
      String previous = order.previous(key.route(), key.version()).orElse(null);
      StratumSums before =
          previous == null
              ? null
              : sums.get(
                  new MeasuredRoute(
                      new RouteKey(key.route(), previous, key.metric()), entry.getValue()));
      if (previous != null && before != null && after != null && chosen(key)) {
        Change change = Change.of(previous, before, after, MetricKind.CHECK, HEADLINE_MINIMUM);
        compared += change.verdict().equals("not_enough_data") ? 0 : 1;
        if (change.worse()) {
          worse.add(new Regression(key.route(), key.version(), key.metric(), change));
        }
      }
    }
    worse.sort(
        Comparator.comparingDouble((Regression r) -> r.change().difference())
            .thenComparing(Regression::route)
            .thenComparing(Regression::promptVersion)
            .thenComparing(Regression::metric));
    return new Headline(List.copyOf(worse), compared);
  }

  private boolean chosen(RouteKey key) {
    return filter.promptVersion() == null || filter.promptVersion().equals(key.version());
  }
}
