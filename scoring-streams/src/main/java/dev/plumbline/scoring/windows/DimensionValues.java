package dev.plumbline.scoring.windows;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.WindowsConfig;
import dev.plumbline.v1.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Bounds the values per tenant and dimension, so that a value with an id in it cannot make endless
 * slices. The first ones get windows of their own, what is beyond goes to {@code __other__}. A
 * value that was not seen for as long as windows are kept makes room, or every prompt version after
 * the two hundredth would be invisible. Each task bounds what it sees itself.
 */
public final class DimensionValues {
  /** The value that stands for all beyond the bound. */
  public static final String OTHER = "__other__";

  /** A value's last sight is noted this often at most. */
  private static final long NOTE_MILLIS = Duration.ofHours(1).toMillis();

  private static final String VALUE = "=";
  private static final String AFTER_VALUES = ">";
  private static final String COUNT = "count";
  private static final String NEXT_EVICTION = "next-eviction";

  private final KeyValueStore<String, Long> store;
  private final WindowsConfig config;
  private final ScoringMetrics metrics;

  /** Values kept in this store. */
  public DimensionValues(
      KeyValueStore<String, Long> store, WindowsConfig config, ScoringMetrics metrics) {
    this.store = store;
    this.config = config;
    this.metrics = metrics;
  }

  /**
   * The slice as windows know it. It is to be kept with what is booked: asked again later, the
   * answer may differ.
   *
   * @param now arrival time
   */
  public Slice booked(Slice full, long now) {
    Slice.Builder slice = full.toBuilder();
    for (Dimension dimension : Dimension.values()) {
      String prefix = full.getTenant() + "|" + dimension.word() + "|";
      if (!admitted(prefix, dimension.of(full), now)) {
        dimension.set(slice, OTHER);
        metrics.dropped(ScoringMetrics.Drop.DIMENSION_VALUE_CAPPED, 1);
      }
    }
    return slice.build();
  }

  private boolean admitted(String prefix, String value, long now) {
    String key = prefix + VALUE + value;
    Long seen = store.get(key);
    if (seen != null) {
      if (now - seen >= NOTE_MILLIS) {
        store.put(key, now);
      }
      return true;
    }
    if (number(prefix + COUNT) >= config.maxValuesPerDimension()) {
      evict(prefix, now);
    }
    long count = number(prefix + COUNT);
    if (count >= config.maxValuesPerDimension()) {
      return false;
    }
    store.put(key, now);
    store.put(prefix + COUNT, count + 1);
    return true;
  }

  /** Looks through the values only when the oldest sight may be old enough. */
  private void evict(String prefix, long now) {
    if (now < number(prefix + NEXT_EVICTION)) {
      return;
    }
    long oldest = now - config.keep().toMillis();
    long next = now;
    List<String> gone = new ArrayList<>();
    try (KeyValueIterator<String, Long> all = store.range(prefix + VALUE, prefix + AFTER_VALUES)) {
      while (all.hasNext()) {
        KeyValue<String, Long> held = all.next();
        if (held.value < oldest) {
          gone.add(held.key);
        } else {
          next = Math.min(next, held.value);
        }
      }
    }
    gone.forEach(store::delete);
    store.put(prefix + COUNT, number(prefix + COUNT) - gone.size());
    store.put(prefix + NEXT_EVICTION, next + config.keep().toMillis() + 1);
  }

  private long number(String key) {
    Long held = store.get(key);
    return held == null ? 0 : held;
  }
}
