package dev.plumbline.scoring.windows;

import static dev.plumbline.evaluation.estimate.PublishedRate.POOL_HOURS;

import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.SliWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Whose labels a window may borrow: those of the hours of its series that end with its own. Most
 * series have no labels, so a mark says which have, and of all others no hour is read.
 */
final class LabelPool {
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /** Of a series, the newest hour in which people labelled anything. */
  private static final String LABELLED = "~labelled|";

  private final KeyValueStore<String, SliWindow> hours;
  private final KeyValueStore<String, Long> marks;

  LabelPool(KeyValueStore<String, SliWindow> hours, KeyValueStore<String, Long> marks) {
    this.hours = hours;
    this.marks = marks;
  }

  /** Notes whether a difference has labels, and says so. */
  boolean added(SliWindow delta, SliWindow inHour) {
    boolean labelled = delta.getStrataList().stream().anyMatch(s -> s.getLabelsCount() > 0);
    if (labelled) {
      String mark = mark(inHour);
      marks.put(mark, Math.max(inHour.getWindowStartUnixMillis(), newest(mark)));
    }
    return labelled;
  }

  /** Starts of the hours that borrow labels of an hour, that one first. */
  static LongStream borrowers(long hour) {
    return LongStream.range(0, POOL_HOURS).map(i -> hour + i * HOUR_MILLIS);
  }

  /**
   * The hours that a window may borrow from, as far as they are summed, without the window itself;
   * empty when none of them has labels.
   *
   * @param around the hour around the window
   */
  List<SliWindow> lenders(SliWindow window, SliWindow around) {
    long own = RangeSums.hourOf(window.getWindowStartUnixMillis());
    long first = own - (POOL_HOURS - 1) * HOUR_MILLIS;
    if (newest(mark(window)) < first) {
      return List.of();
    }
    List<SliWindow> lenders = new ArrayList<>();
    for (long start = first; start < own; start += HOUR_MILLIS) {
      SliWindow hour =
          hours.get(WindowKeys.stored(window.toBuilder().setWindowStartUnixMillis(start).build()));
      if (hour != null) {
        lenders.add(hour);
      }
    }
    if (window.getWindowMillis() < HOUR_MILLIS) {
      SliWindow.Builder rest = around.toBuilder();
      WindowSums.addInto(rest, WindowSums.negative(window));
      WindowSums.clean(rest);
      lenders.add(rest.build());
    }
    return lenders;
  }

  /** An hour is no longer kept. */
  void forget(SliWindow hour) {
    Long newest = marks.get(mark(hour));
    if (newest != null && newest <= hour.getWindowStartUnixMillis()) {
      marks.delete(mark(hour));
    }
  }

  private static String mark(SliWindow window) {
    return LABELLED + WindowKeys.series(window);
  }

  private long newest(String mark) {
    Long hour = marks.get(mark);
    return hour == null ? Long.MIN_VALUE : hour;
  }
}
