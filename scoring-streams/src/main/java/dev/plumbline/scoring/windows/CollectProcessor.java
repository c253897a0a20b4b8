package dev.plumbline.scoring.windows;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.WindowsConfig;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * First stage: adds the differences of one task up in memory and sends each sum on once per flush.
 * A model with most of the traffic costs one record per flush, not one per answer. Forward, delete
 * and the offsets of what was added share a transaction.
 */
public final class CollectProcessor implements Processor<String, SliWindow, String, SliWindow> {
  /** Differences that wait for the next flush. */
  public static final String PENDING = "pending-deltas";

  /** Values seen per tenant and dimension. */
  public static final String VALUES = "dimension-values";

  private static final String OTHER = "__other__";

  private final WindowsConfig config;
  private final ScoringMetrics metrics;
  private final List<List<Dimension>> slices;
  private @Nullable ProcessorContext<String, SliWindow> context;
  private @Nullable KeyValueStore<String, SliWindow> pending;
  private @Nullable KeyValueStore<String, Long> values;

  /** A collector for the configured slices. */
  public CollectProcessor(WindowsConfig config, ScoringMetrics metrics) {
    this.config = config;
    this.metrics = metrics;
    this.slices =
        config.slices().stream()
            .map(set -> set.stream().flatMap(name -> Dimension.named(name).stream()).toList())
            .toList();
  }

  @Override
  public void init(ProcessorContext<String, SliWindow> processorContext) {
    context = processorContext;
    pending = processorContext.getStateStore(PENDING);
    values = processorContext.getStateStore(VALUES);
    var _ = processorContext.schedule(config.flush(), PunctuationType.WALL_CLOCK_TIME, this::flush);
  }

  /** Takes a difference with every dimension's value and adds it to each configured slice. */
  @Override
  public void process(Record<String, SliWindow> record) {
    SliWindow delta = record.value();
    Slice capped = capped(delta.getSlice());
    for (List<Dimension> set : slices) {
      Slice.Builder slice = Slice.newBuilder().setTenant(capped.getTenant());
      set.forEach(dimension -> dimension.set(slice, dimension.of(capped)));
      add(delta.toBuilder().setSlice(slice).build());
    }
  }

  private void add(SliWindow delta) {
    KeyValueStore<String, SliWindow> store = store(pending);
    String key = WindowKeys.of(delta);
    SliWindow held = store.get(key);
    if (held == null) {
      store.put(key, delta);
      return;
    }
    SliWindow.Builder sum = held.toBuilder().setCheckSet(delta.getCheckSet());
    WindowSums.addInto(sum, delta);
    delta.getPlanIdsList().stream()
        .filter(id -> !held.getPlanIdsList().contains(id))
        .forEach(sum::addPlanIds);
    store.put(key, sum.build());
  }

  private Slice capped(Slice full) {
    Slice.Builder slice = full.toBuilder();
    KeyValueStore<String, Long> store = store(values);
    for (Dimension dimension : Dimension.values()) {
      String value = dimension.of(full);
      String counter = full.getTenant() + "|" + dimension.word();
      String key = counter + "|" + value;
      if (store.get(key) == null) {
        Long held = store.get(counter);
        long count = held == null ? 0 : held;
        if (count >= config.maxValuesPerDimension()) {
          dimension.set(slice, OTHER);
          metrics.dropped(ScoringMetrics.Drop.DIMENSION_VALUE_CAPPED, 1);
          continue;
        }
        store.put(key, 1L);
        store.put(counter, count + 1);
      }
    }
    return slice.build();
  }

  private void flush(long now) {
    KeyValueStore<String, SliWindow> store = store(pending);
    List<String> sent = new ArrayList<>();
    try (KeyValueIterator<String, SliWindow> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, SliWindow> next = all.next();
        if (context != null) {
          context.forward(new Record<>(next.key, next.value, now));
        }
        sent.add(next.key);
      }
    }
    sent.forEach(store::delete);
  }

  private static <K, V> KeyValueStore<K, V> store(@Nullable KeyValueStore<K, V> store) {
    if (store == null) {
      throw new IllegalStateException("processor is used before its init");
    }
    return store;
  }
}
