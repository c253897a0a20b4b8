package dev.plumbline.scoring.windows;

import dev.plumbline.evaluation.estimate.SliEstimator;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.WindowsConfig;
import dev.plumbline.v1.Maturity;
import dev.plumbline.v1.SliWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Second stage: all differences of one slice, metric and judge meet here, are added to the window
 * that they belong to, and the changed windows are published with their estimate once per flush. A
 * window is published again when it has ended and when it has settled.
 */
public final class MergeProcessor implements Processor<String, SliWindow, String, SliWindow> {
  /** The sums of every window that is kept, ordered by its start. */
  public static final String WINDOWS = "windows";

  /** Keys of windows to be published, and how far event time has come. */
  public static final String CHANGED = "changed-windows";

  private static final double LEVEL = 0.95;
  private static final Duration SETTLING = Duration.ofMinutes(30);
  private static final Duration AGEING = Duration.ofMinutes(1);

  /** Keys of times in {@link #CHANGED}; windows' keys begin with a digit. */
  private static final String NEWEST = "~newest";

  private static final String AGED = "~aged";

  private final WindowsConfig config;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, SliWindow> context;
  private @Nullable KeyValueStore<String, SliWindow> windows;
  private @Nullable KeyValueStore<String, Long> changed;

  /** A merger. */
  public MergeProcessor(WindowsConfig config, ScoringMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SliWindow> processorContext) {
    context = processorContext;
    windows = processorContext.getStateStore(WINDOWS);
    changed = processorContext.getStateStore(CHANGED);
    var _ =
        processorContext.schedule(config.flush(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    var _ = processorContext.schedule(AGEING, PunctuationType.WALL_CLOCK_TIME, wall -> age());
  }

  @Override
  public void process(Record<String, SliWindow> record) {
    SliWindow delta = record.value();
    long newest = Math.max(time(NEWEST), delta.getWindowStartUnixMillis());
    if (delta.getWindowStartUnixMillis() < newest - config.keep().toMillis()) {
      metrics.dropped(ScoringMetrics.Drop.WINDOW_TOO_OLD, 1);
      return;
    }
    KeyValueStore<String, SliWindow> store = Objects.requireNonNull(windows);
    KeyValueStore<String, Long> marks = Objects.requireNonNull(changed);
    String key = WindowKeys.stored(delta);
    SliWindow held = store.get(key);
    SliWindow.Builder sum = held == null ? delta.toBuilder().clearStrata() : held.toBuilder();
    Adding.into(sum, delta);
    store.put(key, sum.setUpdatedUnixMillis(record.timestamp()).build());
    marks.put(key, 1L);
    marks.put(NEWEST, newest);
  }

  private void publish(long now) {
    KeyValueStore<String, Long> marks = Objects.requireNonNull(changed);
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, Long> all = marks.range("0", "g")) {
      all.forEachRemaining(next -> keys.add(next.key));
    }
    long newest = time(NEWEST);
    for (String key : keys) {
      SliWindow window = Objects.requireNonNull(windows).get(key);
      if (window != null) {
        Objects.requireNonNull(context)
            .forward(new Record<>(WindowKeys.of(window), published(window, newest), now));
      }
      marks.delete(key);
    }
  }

  private static SliWindow published(SliWindow window, long newest) {
    long start = window.getWindowStartUnixMillis();
    Maturity maturity =
        start >= newest
            ? Maturity.OPEN
            : start >= newest - SETTLING.toMillis() ? Maturity.SETTLING : Maturity.SETTLED;
    return window.toBuilder()
        .setMaturity(maturity)
        .setEstimate(
            SliEstimator.estimate(window.getStrataList(), !window.getJudgeId().isEmpty(), LEVEL))
        .build();
  }

  /** Marks what has ended or settled since the last time, and deletes what is no longer kept. */
  private void age() {
    long newest = time(NEWEST);
    long aged = time(AGED);
    if (newest <= aged) {
      return;
    }
    KeyValueStore<String, Long> marks = Objects.requireNonNull(changed);
    keys(aged, newest).forEach(key -> marks.put(key, 1L));
    keys(aged - SETTLING.toMillis(), newest - SETTLING.toMillis())
        .forEach(key -> marks.put(key, 1L));
    long keep = config.keep().toMillis();
    keys(aged - keep, newest - keep).forEach(Objects.requireNonNull(windows)::delete);
    marks.put(AGED, newest);
  }

  /** Windows that start from the one time on, and before the other. */
  private List<String> keys(long from, long before) {
    List<String> keys = new ArrayList<>();
    if (before > 0) {
      try (KeyValueIterator<String, SliWindow> range =
          Objects.requireNonNull(windows).range(WindowKeys.from(from), WindowKeys.from(before))) {
        range.forEachRemaining(next -> keys.add(next.key));
      }
    }
    return keys;
  }

  private long time(String key) {
    Long held = Objects.requireNonNull(changed).get(key);
    return held == null ? 0 : held;
  }
}
