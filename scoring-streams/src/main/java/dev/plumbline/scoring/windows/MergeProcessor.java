package dev.plumbline.scoring.windows;

import dev.plumbline.evaluation.estimate.PublishedRate;
import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.WindowsConfig;
import dev.plumbline.scoring.windows.KeptWindows.Mark;
import dev.plumbline.scoring.windows.KeptWindows.Marked;
import dev.plumbline.v1.Maturity;
import dev.plumbline.v1.SliWindow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Second stage: all differences of one slice, metric and instrument meet here, are added to the
 * window that they belong to, and the changed windows are published with their estimate once per
 * flush. A window is published again when it has ended, when it has settled, and when its labels
 * should have come.
 *
 * <p>At any moment the published windows add up: a window of which nothing is left is withdrawn
 * with an empty record, and so are the minutes of an hour when the hour takes their place.
 */
public final class MergeProcessor implements Processor<String, SliWindow, String, SliWindow> {
  /** The sums of every minute that is kept, ordered by its start. */
  public static final String WINDOWS = "windows";

  /** The sums of every hour that is kept, ordered by its start. */
  public static final String HOURS = "hours";

  /** Keys of windows to be published, and how far event time has come. */
  public static final String CHANGED = "changed-windows";

  private static final Duration SETTLING = Duration.ofMinutes(30);
  private static final Duration LABELS_DUE = Duration.ofDays(7);
  private static final Duration AGEING = Duration.ofMinutes(1);

  /** An hour may have sixty minutes to withdraw; a transaction should not grow with the slices. */
  private static final int ROLLS_PER_FLUSH = 200;

  private static final String AGED = "~aged";

  private final WindowsConfig config;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, SliWindow> context;
  private @Nullable KeptWindows windows;

  /** A merger. */
  public MergeProcessor(WindowsConfig config, ScoringMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SliWindow> processorContext) {
    context = processorContext;
    windows =
        new KeptWindows(
            processorContext.getStateStore(WINDOWS),
            processorContext.getStateStore(HOURS),
            processorContext.getStateStore(CHANGED),
            config);
    var _ =
        processorContext.schedule(config.flush(), PunctuationType.WALL_CLOCK_TIME, this::publish);
    var _ = processorContext.schedule(AGEING, PunctuationType.WALL_CLOCK_TIME, wall -> age());
  }

  @Override
  public void process(Record<String, SliWindow> record) {
    if (!Objects.requireNonNull(windows).add(record.value(), record.timestamp())) {
      metrics.dropped(ScoringMetrics.Drop.WINDOW_TOO_OLD, 1);
    }
  }

  private void publish(long now) {
    KeptWindows kept = Objects.requireNonNull(windows);
    int rolls = 0;
    for (Marked marked : kept.marked()) {
      if (marked.why() == Mark.ROLLED && rolls++ >= ROLLS_PER_FLUSH) {
        continue;
      }
      SliWindow window = kept.get(marked);
      if (window != null) {
        publish(kept, marked, window, now);
      }
      kept.unmark(marked);
    }
  }

  private void publish(KeptWindows kept, Marked marked, SliWindow window, long now) {
    if (window.getStrataCount() == 0) {
      forward(window, null, now);
      kept.delete(marked);
    } else {
      forward(window, published(window), now);
    }
    if (marked.why() == Mark.ROLLED) {
      kept.takeMinutes(window).forEach(minute -> forward(minute, null, now));
    }
  }

  /** Publishes the window, or withdraws it. */
  private void forward(SliWindow window, @Nullable SliWindow published, long now) {
    ProcessorContext<String, SliWindow> out = Objects.requireNonNull(context);
    out.forward(new Record<>(WindowKeys.of(window), published, now));
  }

  private SliWindow published(SliWindow window) {
    KeptWindows kept = Objects.requireNonNull(windows);
    long newest = kept.newest();
    long start = window.getWindowStartUnixMillis();
    Maturity maturity =
        start >= newest
            ? Maturity.OPEN
            : start >= newest - SETTLING.toMillis() ? Maturity.SETTLING : Maturity.SETTLED;
    RangeSums sums = RangeSums.of(List.of(window));
    // Without labels there is no interval that sessions could widen.
    boolean labelled = window.getStrataList().stream().anyMatch(s -> s.getLabelsCount() > 0);
    RangeSums around = labelled ? RangeSums.of(List.of(kept.around(window))) : sums;
    boolean labelsDue = start + window.getWindowMillis() + LABELS_DUE.toMillis() <= newest;
    SliWindow.Builder published =
        window.toBuilder()
            .setMaturity(maturity)
            .setEstimate(
                PublishedRate.of(sums, around, labelsDue, config.objective(window.getMetric())));
    if (sums.judged()) {
      PublishedRate.pooled(sums, RangeSums.of(kept.lenders(window)), labelsDue)
          .ifPresent(published::setPooled);
    }
    return published.build();
  }

  /** Marks what has ended, settled or waited long enough for labels since the last time. */
  private void age() {
    KeptWindows kept = Objects.requireNonNull(windows);
    long newest = kept.newest();
    long aged = kept.time(AGED);
    if (newest <= aged) {
      return;
    }
    kept.markMinutes(aged, newest);
    kept.markMinutes(aged - SETTLING.toMillis(), newest - SETTLING.toMillis());
    kept.roll();
    long due = LABELS_DUE.toMillis() + Duration.ofHours(1).toMillis();
    kept.markHours(aged - due, newest - due + 1, MergeProcessor::awaitsLabels);
    kept.setTime(AGED, newest);
  }

  private static boolean awaitsLabels(SliWindow window) {
    return window.getStrataList().stream()
        .anyMatch(s -> s.getAssignedFail() + s.getAssignedPass() + s.getAssignedNone() > 0);
  }
}
