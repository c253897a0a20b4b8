package dev.plumbline.console.quality;

import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.Window;
import dev.plumbline.console.quality.Series.Offline;
import dev.plumbline.console.quality.Series.Point;
import dev.plumbline.console.quality.Series.Version;
import dev.plumbline.evaluation.estimate.CheckRate;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.Slice;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Time series of one metric and served model, one line per prompt version. */
public final class SeriesQuery {
  private static final long MINUTE = 60_000;
  private static final List<Long> WIDTHS =
      Stream.of(1, 2, 5, 10, 15, 30, 60, 180, 360, 1440).map(m -> m * MINUTE).toList();
  private static final int MAX_BUCKETS = 60;
  private static final int MIN_BUCKETS = 8;

  private final String metric;
  private final String model;
  private final SliceFilter filter;
  private final List<Window> windows;
  private final List<Window> earlier;
  private final Map<String, String> instruments;
  private final MetricKind kind;
  private final List<Series.Marker> changes;
  private final long newest;

  /**
   * A query; the filter's model and version are not looked at.
   *
   * @param from earliest window start, Unix milliseconds
   */
  public SeriesQuery(
      Collection<Window> all, String metric, String model, SliceFilter filter, long from) {
    this.metric = metric;
    this.model = model;
    this.filter = new SliceFilter(filter.tenant(), filter.service(), filter.route(), model, null);
    List<Window> matching =
        all.stream()
            .filter(w -> w.metric().equals(metric) && this.filter.matches(w.slice()))
            .toList();
    this.windows = matching.stream().filter(w -> w.startMillis() >= from).toList();
    this.earlier = matching.stream().filter(w -> w.startMillis() < from).toList();
    this.instruments = Tallies.latest(windows, w -> w.slice().promptVersion(), Window::instrument);
    this.kind = windows.isEmpty() ? MetricKind.CHECK : MetricKind.of(windows.getFirst());
    this.changes = Markers.of(windows, kind);
    this.newest = all.stream().mapToLong(Window::startMillis).max().orElse(0);
  }

  /** The answer, with the offline results that speak of this metric and model. */
  public Series run(Collection<OfflineResult> offline) {
    long width = width();
    List<Version> versions =
        new VersionOrder(windows, w -> "")
            .versions("").stream().map(first -> version(first, width)).toList();
    return new Series(
        metric,
        kind,
        model,
        width,
        versions,
        changes,
        versions.stream().flatMap(v -> beside(v.promptVersion(), offline)).toList());
  }

  /** The finest width with few enough buckets, then wider while most have too little data. */
  private long width() {
    if (windows.isEmpty()) {
      return MINUTE;
    }
    long least = windows.stream().mapToLong(w -> w.held().getWindowMillis()).max().orElse(0);
    long first = windows.stream().mapToLong(Window::startMillis).min().orElse(0);
    long last = windows.stream().mapToLong(Window::startMillis).max().orElse(0);
    List<Long> fitting =
        WIDTHS.stream()
            .filter(width -> width >= least && (last - first) / width < MAX_BUCKETS)
            .toList();
    for (long width : fitting) {
      boolean narrowest = (last - first) / width < MIN_BUCKETS;
      if (narrowest || enough(width)) {
        return width;
      }
    }
    return WIDTHS.getLast();
  }

  private boolean enough(long width) {
    record Bucket(String version, long start) {}
    Collection<Tally> buckets =
        Tallies.sums(
                windows.stream(),
                w -> new Bucket(w.slice().promptVersion(), floor(w.startMillis(), width)))
            .values();
    long full = buckets.stream().filter(t -> t.total().getScored() >= CheckRate.MINIMUM).count();
    return full * 2 > buckets.size();
  }

  private Version version(VersionOrder.First first, long width) {
    Predicate<Window> mine = w -> w.slice().promptVersion().equals(first.version());
    Tally total = new Tally();
    windows.stream().filter(mine).filter(this::isMeasuredByTheLast).forEach(total::add);
    earlier.stream().filter(mine).filter(this::isMeasuredByTheLast).forEach(total::lend);
    return new Version(
        first.version(),
        first.millis(),
        Rate.of(total, newest),
        points(
            windows.stream().filter(mine).toList(),
            new Lenders(Stream.concat(earlier.stream(), windows.stream()).filter(mine)),
            width));
  }

  /** One for each bucket: a bucket in which the instrument changed has what the later measured. */
  private List<Point> points(List<Window> of, Lenders lenders, long width) {
    Function<Window, Long> bucket = w -> floor(w.startMillis(), width);
    Map<Long, String> latest = Tallies.latest(of, bucket, Window::instrument);
    Map<Long, Tally> buckets =
        new TreeMap<>(
            Tallies.sums(
                of.stream().filter(w -> w.instrument().equals(latest.get(bucket.apply(w)))),
                bucket));
    return buckets.entrySet().stream()
        .map(
            entry -> {
              long start = entry.getKey();
              String instrument = latest.getOrDefault(start, "");
              lenders.lend(entry.getValue(), instrument, start, start + width);
              return new Point(start, instrument, Rate.of(entry.getValue(), newest));
            })
        .toList();
  }

  private boolean isMeasuredByTheLast(Window window) {
    return window.instrument().equals(instruments.get(window.slice().promptVersion()));
  }

  private Stream<Offline> beside(String version, Collection<OfflineResult> offline) {
    return offline.stream()
        .filter(result -> result.getMetric().equals(metric) && result.getN() > 0)
        .filter(result -> speaksOf(result.getSlice(), version))
        .sorted(Comparator.comparingLong(OfflineResult::getRunUnixMillis).reversed())
        .map(result -> offline(version, result));
  }

  private boolean speaksOf(Slice slice, String version) {
    return fits(slice.hasTenant(), slice.getTenant(), filter.tenant())
        && fits(slice.hasPromptVersion(), slice.getPromptVersion(), version)
        && fits(slice.hasModel(), slice.getModel(), model)
        && (filter.route() == null || fits(slice.hasRoute(), slice.getRoute(), filter.route()))
        && (filter.service() == null
            || fits(slice.hasService(), slice.getService(), filter.service()));
  }

  private static boolean fits(boolean present, String value, String wanted) {
    return !present || value.equals(wanted);
  }

  private Offline offline(String version, OfflineResult result) {
    Slice slice = result.getSlice();
    SliceFilter same =
        new SliceFilter(
            filter.tenant(),
            slice.hasService() ? slice.getService() : null,
            slice.hasRoute() ? slice.getRoute() : null,
            model,
            version);
    Tally online = new Tally();
    windows.stream()
        .filter(w -> same.matches(w.slice()))
        .filter(this::isMeasuredByTheLast)
        .forEach(online::add);
    return new Offline(
        version,
        result.getSuite(),
        slice.hasRoute() ? "route " + slice.getRoute() : "",
        result.getN(),
        result.getRate(),
        result.getLow(),
        result.getHigh(),
        result.getRunUnixMillis(),
        Rate.of(online, newest));
  }

  private static long floor(long millis, long width) {
    return Math.floorDiv(millis, width) * width;
  }
}
