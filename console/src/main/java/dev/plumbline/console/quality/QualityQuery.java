package dev.plumbline.console.quality;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.SliceValues;
import dev.plumbline.console.data.Window;
import dev.plumbline.console.quality.Quality.Cell;
import dev.plumbline.console.quality.Quality.Facets;
import dev.plumbline.console.quality.Quality.Line;
import dev.plumbline.evaluation.estimate.CheckRate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The quality table: sums of windows by served model, prompt version and metric. */
public final class QualityQuery {
  private final List<Window> all;
  private final List<Window> windows;
  private final SliceFilter filter;
  private final long newest;
  private final long from;

  /**
   * A query over windows.
   *
   * @param from earliest window start, Unix milliseconds
   */
  public QualityQuery(Collection<Window> all, SliceFilter filter, long from) {
    this.all = all.stream().filter(w -> w.slice().tenant().equals(filter.tenant())).toList();
    this.filter = filter;
    this.from = from;
    this.newest = this.all.stream().mapToLong(Window::startMillis).max().orElse(0);
    this.windows =
        this.all.stream()
            .filter(window -> window.startMillis() >= from && filter.matches(window.slice()))
            .toList();
  }

  /** The answer. */
  public Quality run() {
    Headline headline = Headline.of(all, filter);
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
    Map<CellKey, Tally> sums =
        Tallies.sums(
            windows.stream().filter(w -> w.instrument().equals(instruments.get(CellKey.of(w)))),
            CellKey::of);
    Tallies.lend(
        sums,
        all.stream()
            .filter(w -> w.startMillis() < from && filter.matches(w.slice()))
            .filter(w -> w.instrument().equals(instruments.get(CellKey.of(w)))),
        CellKey::of);
    VersionOrder order = order(window -> window.slice().model());
    Map<Measured, Tally> baselines = baselines();
    List<Metric> metrics = metrics();
    List<CellKey> keys = new ArrayList<>();
    List<Together.Draft> drafts = new ArrayList<>();
    for (LineKey line : spans().keySet()) {
      for (Metric metric : metrics) {
        CellKey at = new CellKey(line, metric.id());
        Tally tally = sums.get(at);
        if (tally != null) {
          String instrument = instruments.getOrDefault(at, "");
          Optional<Change> change =
              order
                  .previous(line.model(), line.version())
                  .map(
                      previous ->
                          Change.of(
                              previous,
                              baselines.getOrDefault(
                                  new Measured(
                                      new LineKey(line.model(), previous), metric.id(), instrument),
                                  new Tally()),
                              tally,
                              metric.kind(),
                              CheckRate.MINIMUM));
          keys.add(at);
          drafts.add(new Together.Draft(tally, change));
        }
      }
    }
    Map<LineKey, List<Cell>> cells = new HashMap<>();
    List<Together.Shown> shown = Together.of(drafts, newest);
    for (int i = 0; i < keys.size(); i++) {
      CellKey at = keys.get(i);
      cells
          .computeIfAbsent(at.line(), line -> new ArrayList<>())
          .add(
              new Cell(
                  at.metric(),
                  instruments.getOrDefault(at, ""),
                  shown.get(i).rate(),
                  shown.get(i).change()));
    }
    return lines(cells, order);
  }

  private List<Line> lines(Map<LineKey, List<Cell>> cells, VersionOrder order) {
    List<Line> lines = new ArrayList<>();
    spans()
        .forEach(
            (key, last) ->
                lines.add(
                    new Line(
                        key.model(),
                        key.version(),
                        order.first(key.model(), key.version()),
                        last,
                        List.copyOf(cells.getOrDefault(key, List.of())))));
    lines.sort(
        Comparator.comparing(Line::model)
            .thenComparing(Comparator.comparingLong(Line::firstMillis).reversed())
            .thenComparing(Line::promptVersion));
    return List.copyOf(lines);
  }

  /** Every line with the start of its last window. */
  private Map<LineKey, Long> spans() {
    Map<LineKey, Long> spans = new HashMap<>();
    windows.forEach(w -> spans.merge(CellKey.of(w).line(), w.startMillis(), Math::max));
    return spans;
  }

  private record Measured(LineKey line, String metric, String instrument) {}

  /** Sums of every version and instrument, over all time: what a change is measured against. */
  private Map<Measured, Tally> baselines() {
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
    return filter.anyVersion().matches(window.slice());
  }
}
