package dev.plumbline.scoring.windows;

import dev.plumbline.evaluation.estimate.RangeSums;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.scoring.WindowsConfig;
import dev.plumbline.v1.SliWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The windows of one task. Every difference goes to its minute and to the hour around it. An hour
 * of which every minute is {@code keepMinutes} behind the newest one is rolled: it stands for its
 * minutes from then on, which go, and later differences change the hour alone.
 */
final class KeptWindows {
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
  private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();

  /** Marks: by kind, then as in the store of that kind; times begin with what is behind them. */
  private static final String HOUR = "h";

  private static final String MINUTE = "m";
  private static final String AFTER_MARKS = "n";
  private static final String NEWEST = "~newest";
  private static final String ROLLED = "~rolled";

  private final KeyValueStore<String, SliWindow> minutes;
  private final KeyValueStore<String, SliWindow> hours;
  private final KeyValueStore<String, Long> marks;
  private final WindowsConfig config;
  private final LabelPool pool;

  KeptWindows(
      KeyValueStore<String, SliWindow> minutes,
      KeyValueStore<String, SliWindow> hours,
      KeyValueStore<String, Long> marks,
      WindowsConfig config) {
    this.minutes = minutes;
    this.hours = hours;
    this.marks = marks;
    this.config = config;
    this.pool = new LabelPool(hours, marks);
  }

  /** What is to be published of a window. */
  enum Mark {
    /** Its sums or its maturity changed. */
    CHANGED,
    /** An hour that takes the place of its minutes. */
    ROLLED
  }

  /** A window that is marked. */
  record Marked(String mark, Mark why) {
    private boolean hour() {
      return mark.startsWith(HOUR);
    }

    private String stored() {
      return mark.substring(1);
    }
  }

  /** Adds a difference of a minute; false when its hour is no longer kept. */
  boolean add(SliWindow delta, long now) {
    long start = delta.getWindowStartUnixMillis();
    long newest = Math.max(newest(), start);
    if (start < newest - config.keep().toMillis()) {
      return false;
    }
    marks.put(NEWEST, newest);
    boolean rolled = start < time(ROLLED);
    if (!rolled) {
      merge(minutes, WindowKeys.stored(delta), delta, now);
      marks.put(MINUTE + WindowKeys.stored(delta), (long) Mark.CHANGED.ordinal());
    }
    SliWindow inHour =
        delta.toBuilder()
            .setWindowStartUnixMillis(RangeSums.hourOf(start))
            .setWindowMillis(HOUR_MILLIS)
            .build();
    merge(hours, WindowKeys.stored(inHour), inHour, now);
    boolean labelled = pool.added(delta, inHour);
    if (rolled) {
      long hour = inHour.getWindowStartUnixMillis();
      changed(inHour, labelled ? LabelPool.borrowers(hour) : LongStream.of(hour));
    }
    return true;
  }

  private void changed(SliWindow hour, LongStream starts) {
    long rolled = time(ROLLED);
    starts
        .filter(start -> start < rolled)
        .mapToObj(
            start -> WindowKeys.stored(hour.toBuilder().setWindowStartUnixMillis(start).build()))
        .forEach(key -> marks.putIfAbsent(HOUR + key, (long) Mark.CHANGED.ordinal()));
  }

  private static void merge(
      KeyValueStore<String, SliWindow> store, String key, SliWindow delta, long now) {
    SliWindow held = store.get(key);
    SliWindow.Builder sum =
        held == null
            ? delta.toBuilder().clearStrata().clearSessions().clearSessionRows()
            : held.toBuilder();
    Adding.into(sum, delta);
    WindowSums.clean(sum);
    store.put(key, sum.setUpdatedUnixMillis(now).build());
  }

  /** Start of the newest minute that there was anything of. */
  long newest() {
    return time(NEWEST);
  }

  /** Everything that is marked. */
  List<Marked> marked() {
    List<Marked> marked = new ArrayList<>();
    try (KeyValueIterator<String, Long> all = marks.range(HOUR, AFTER_MARKS)) {
      all.forEachRemaining(
          next -> marked.add(new Marked(next.key, Mark.values()[next.value.intValue()])));
    }
    return marked;
  }

  void unmark(Marked window) {
    marks.delete(window.mark());
  }

  /** Its sums; absent when it has gone meanwhile. */
  @Nullable SliWindow get(Marked window) {
    return (window.hour() ? hours : minutes).get(window.stored());
  }

  /** Forgets it. */
  void delete(Marked window) {
    (window.hour() ? hours : minutes).delete(window.stored());
  }

  /** The hour around a minute, as far as it is summed. */
  SliWindow around(SliWindow minute) {
    SliWindow hour =
        hours.get(
            WindowKeys.stored(
                minute.toBuilder()
                    .setWindowStartUnixMillis(RangeSums.hourOf(minute.getWindowStartUnixMillis()))
                    .build()));
    return hour == null ? minute : hour;
  }

  /** What a window may borrow labels from; empty when there is nothing to borrow. */
  List<SliWindow> lenders(SliWindow window) {
    return pool.lenders(window, around(window));
  }

  /** Takes the minutes that an hour stands for out of the store. */
  List<SliWindow> takeMinutes(SliWindow hour) {
    List<SliWindow> taken = new ArrayList<>();
    for (long at = 0; at < HOUR_MILLIS; at += MINUTE_MILLIS) {
      String key =
          WindowKeys.stored(
              hour.toBuilder()
                  .setWindowStartUnixMillis(hour.getWindowStartUnixMillis() + at)
                  .build());
      SliWindow minute = minutes.delete(key);
      if (minute != null) {
        taken.add(minute);
        marks.delete(MINUTE + key);
      }
    }
    return taken;
  }

  /** Marks the minutes that start from the one time on and before the other. */
  void markMinutes(long from, long before) {
    keys(minutes, from, before, all -> true)
        .forEach(key -> marks.put(MINUTE + key, (long) Mark.CHANGED.ordinal()));
  }

  /** Marks rolled hours of those times that the condition holds for. */
  void markHours(long from, long before, Predicate<SliWindow> when) {
    keys(hours, from, Math.min(before, time(ROLLED)), when)
        .forEach(key -> marks.putIfAbsent(HOUR + key, (long) Mark.CHANGED.ordinal()));
  }

  /** Marks hours to be rolled, and deletes what is no longer kept. */
  void roll() {
    long newest = newest();
    long rolled = time(ROLLED);
    long due = RangeSums.hourOf(newest - config.keepMinutes().toMillis());
    if (due > rolled) {
      keys(hours, rolled, due, all -> true)
          .forEach(key -> marks.put(HOUR + key, (long) Mark.ROLLED.ordinal()));
      marks.put(ROLLED, due);
    }
    keys(hours, 0, newest - config.keep().toMillis() - HOUR_MILLIS, all -> true)
        .forEach(this::forget);
  }

  private void forget(String hour) {
    SliWindow gone = hours.delete(hour);
    if (gone != null) {
      pool.forget(gone);
    }
  }

  private static List<String> keys(
      KeyValueStore<String, SliWindow> store, long from, long before, Predicate<SliWindow> when) {
    List<String> keys = new ArrayList<>();
    if (before > Math.max(0, from)) {
      try (KeyValueIterator<String, SliWindow> range =
          store.range(WindowKeys.from(from), WindowKeys.from(before))) {
        while (range.hasNext()) {
          KeyValue<String, SliWindow> next = range.next();
          if (when.test(next.value)) {
            keys.add(next.key);
          }
        }
      }
    }
    return keys;
  }

  /** A time kept beside the windows; 0 when it was never set. */
  long time(String name) {
    Long held = marks.get(name);
    return held == null ? 0 : held;
  }

  void setTime(String name, long millis) {
    marks.put(name, millis);
  }
}
