package dev.plumbline.scoring.windows;

import dev.plumbline.evaluation.estimate.SliEstimator;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.WindowsConfig;
import dev.plumbline.v1.Maturity;
import dev.plumbline.v1.SliWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Second stage: all differences of one slice, metric and judge meet here, are added to the window
 * that they belong to, and the changed windows are published with their estimate once per flush.
 */
public final class MergeProcessor implements Processor<String, SliWindow, String, SliWindow> {
  /** The sums of every window that is kept. */
  public static final String WINDOWS = "windows";

  /** Keys of windows that changed since they were published. */
  public static final String CHANGED = "changed-windows";

  private static final double LEVEL = 0.95;
  private static final String NEWEST = "~newest";
  private static final Duration SETTLING = Duration.ofMinutes(30);

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
    var _ =
        processorContext.schedule(
            Duration.ofMinutes(1), PunctuationType.WALL_CLOCK_TIME, now -> deleteOld());
  }

  @Override
  public void process(Record<String, SliWindow> record) {
    SliWindow delta = record.value();
    KeyValueStore<String, SliWindow> store = Objects.requireNonNull(windows);
    KeyValueStore<String, Long> marks = Objects.requireNonNull(changed);
    long newest = Math.max(newest(), delta.getWindowStartUnixMillis());
    if (delta.getWindowStartUnixMillis() < newest - config.keep().toMillis()) {
      metrics.dropped(ScoringMetrics.Drop.WINDOW_TOO_OLD, 1);
      return;
    }
    marks.put(NEWEST, newest);
    SliWindow held = store.get(record.key());
    SliWindow.Builder sum = held == null ? delta.toBuilder().clearStrata() : held.toBuilder();
    WindowSums.addInto(sum, delta);
    delta.getPlanIdsList().stream()
        .filter(id -> !sum.getPlanIdsList().contains(id))
        .forEach(sum::addPlanIds);
    if (!delta.getCheckSet().isEmpty()) {
      sum.setCheckSet(delta.getCheckSet());
    }
    store.put(record.key(), sum.setUpdatedUnixMillis(record.timestamp()).build());
    marks.put(record.key(), 1L);
  }

  private void publish(long now) {
    KeyValueStore<String, Long> marks = Objects.requireNonNull(changed);
    List<String> keys = new ArrayList<>();
    try (KeyValueIterator<String, Long> all = marks.all()) {
      while (all.hasNext()) {
        KeyValue<String, Long> next = all.next();
        if (!next.key.equals(NEWEST)) {
          keys.add(next.key);
        }
      }
    }
    long newest = newest();
    for (String key : keys) {
      SliWindow window = Objects.requireNonNull(windows).get(key);
      if (window != null) {
        Objects.requireNonNull(context).forward(new Record<>(key, published(window, newest), now));
      }
      marks.delete(key);
    }
  }

  private static SliWindow published(SliWindow window, long newest) {
    long end = window.getWindowStartUnixMillis() + window.getWindowMillis();
    Maturity maturity =
        end > newest
            ? Maturity.OPEN
            : end > newest - SETTLING.toMillis() ? Maturity.SETTLING : Maturity.SETTLED;
    return window.toBuilder()
        .setMaturity(maturity)
        .setEstimate(
            SliEstimator.estimate(window.getStrataList(), !window.getJudgeId().isEmpty(), LEVEL))
        .build();
  }

  private void deleteOld() {
    KeyValueStore<String, SliWindow> store = Objects.requireNonNull(windows);
    long oldest = newest() - config.keep().toMillis();
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, SliWindow> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, SliWindow> next = all.next();
        if (next.value.getWindowStartUnixMillis() < oldest) {
          old.add(next.key);
        }
      }
    }
    old.forEach(store::delete);
  }

  private long newest() {
    Long held = Objects.requireNonNull(changed).get(NEWEST);
    return held == null ? Long.MIN_VALUE / 2 : held;
  }
}
