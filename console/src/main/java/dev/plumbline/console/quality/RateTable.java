package dev.plumbline.console.quality;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.Window;
import dev.plumbline.evaluation.estimate.CheckRate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rates by any dimensions, one line for each metric. A line has what its latest instrument
 * measured; with prompt versions among the dimensions it is compared with the version before.
 */
public final class RateTable {
  private final List<By> by;
  private final List<Window> all;
  private final List<Window> windows;
  private final List<Window> earlier;
  private final int version;

  /**
   * One metric of one combination of values.
   *
   * @param values in the order of the dimensions
   * @param instrument what measured, as in {@link Window}
   * @param change against the prompt version before, when there is one
   */
  public record Line(
      List<String> values, Metric metric, String instrument, Rate rate, @Nullable Change change) {
    /** Whether it got worse than the version before. */
    public boolean worse() {
      return change != null && change.worse();
    }

    /** Whether it lies below its objective. */
    public boolean breach() {
      return rate.state().equals("breach");
    }
  }

  /**
   * A table.
   *
   * @param all windows, of which those outside the filter's prompt version and before {@code from}
   *     only say what to compare with
   * @param from earliest window start, Unix milliseconds
   */
  public RateTable(Collection<Window> all, SliceFilter filter, long from, List<By> by) {
    SliceFilter anyVersion = filter.anyVersion();
    this.by = List.copyOf(by);
    this.version = by.indexOf(By.PROMPT_VERSION);
    this.all = all.stream().filter(w -> anyVersion.matches(w.slice())).toList();
    this.windows =
        this.all.stream()
            .filter(w -> w.startMillis() >= from && filter.matches(w.slice()))
            .toList();
    this.earlier =
        this.all.stream().filter(w -> w.startMillis() < from && filter.matches(w.slice())).toList();
  }

  private record Key(List<String> values, Metric metric) {}

  private record Measured(Key key, String instrument) {}

  /** The lines, by values and metric; prompt versions latest first. */
  public List<Line> lines() {
    Map<Key, String> instruments = Tallies.latest(windows, this::key, Window::instrument);
    Map<Measured, Tally> now = Tallies.sums(windows.stream(), this::measured);
    Tallies.lend(now, earlier.stream(), this::measured);
    Map<Measured, Tally> ever = Tallies.sums(all.stream(), this::measured);
    VersionOrder order = new VersionOrder(all, this::group);
    List<Key> keys = List.copyOf(instruments.keySet());
    List<Together.Draft> drafts = new ArrayList<>();
    for (Key key : keys) {
      String instrument = instruments.getOrDefault(key, "");
      Tally tally = now.getOrDefault(new Measured(key, instrument), new Tally());
      drafts.add(
          new Together.Draft(
              tally,
              before(key.values(), order)
                  .map(
                      values ->
                          Change.of(
                              values.get(version),
                              ever.getOrDefault(
                                  new Measured(new Key(values, key.metric()), instrument),
                                  new Tally()),
                              tally,
                              key.metric().kind(),
                              CheckRate.MINIMUM))));
    }
    long newest = all.stream().mapToLong(Window::startMillis).max().orElse(0);
    List<Together.Shown> shown = Together.of(drafts, newest);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      lines.add(
          new Line(
              key.values(),
              key.metric(),
              instruments.getOrDefault(key, ""),
              shown.get(i).rate(),
              shown.get(i).change()));
    }
    lines.sort(order(order));
    return List.copyOf(lines);
  }

  private Comparator<Line> order(VersionOrder versions) {
    Comparator<Line> order = Comparator.comparing(line -> group(line.values()));
    if (version >= 0) {
      Function<Line, Long> first =
          line -> versions.first(group(line.values()), line.values().get(version));
      order =
          order
              .thenComparing(first, Comparator.reverseOrder())
              .thenComparing(line -> line.values().get(version));
    }
    return order.thenComparing(Line::metric);
  }

  private Key key(Window window) {
    return new Key(values(window), new Metric(window.metric(), MetricKind.of(window)));
  }

  private Measured measured(Window window) {
    return new Measured(key(window), window.instrument());
  }

  private List<String> values(Window window) {
    return by.stream().map(dimension -> dimension.of(window.slice())).toList();
  }

  private String group(Window window) {
    return group(values(window));
  }

  /** All values but the prompt version, which is compared within them. */
  private String group(List<String> values) {
    List<String> rest = new ArrayList<>(values);
    if (version >= 0) {
      rest.remove(version);
    }
    return String.join("\n", rest);
  }

  private Optional<List<String>> before(List<String> values, VersionOrder order) {
    if (version < 0) {
      return Optional.empty();
    }
    return order
        .previous(group(values), values.get(version))
        .map(
            previous -> {
              List<String> earlier = new ArrayList<>(values);
              earlier.set(version, previous);
              return List.copyOf(earlier);
            });
  }
}
