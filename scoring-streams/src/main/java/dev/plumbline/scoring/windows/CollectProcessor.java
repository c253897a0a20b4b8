package dev.plumbline.scoring.windows;

import dev.plumbline.scoring.WindowsConfig;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
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
 * First stage: adds the differences of one task up in memory and sends each sum on once per flush.
 * A model with most of the traffic costs one record per flush, not one per answer. Forward, delete
 * and the offsets of what was added share a transaction.
 */
public final class CollectProcessor implements Processor<String, SliWindow, String, SliWindow> {
  /** Differences that wait for the next flush. */
  public static final String PENDING = "pending-deltas";

  private final WindowsConfig config;
  private final List<List<Dimension>> slices;
  private @Nullable ProcessorContext<String, SliWindow> context;
  private @Nullable KeyValueStore<String, SliWindow> pending;

  /** A collector for the configured slices. */
  public CollectProcessor(WindowsConfig config) {
    this.config = config;
    this.slices =
        config.slices().stream()
            .map(set -> set.stream().flatMap(name -> Dimension.named(name).stream()).toList())
            .toList();
  }

  @Override
  public void init(ProcessorContext<String, SliWindow> processorContext) {
    context = processorContext;
    pending = processorContext.getStateStore(PENDING);
    var _ = processorContext.schedule(config.flush(), PunctuationType.WALL_CLOCK_TIME, this::flush);
  }

  /** Takes a difference with every dimension's value and adds it to each configured slice. */
  @Override
  public void process(Record<String, SliWindow> record) {
    SliWindow delta = record.value();
    for (List<Dimension> set : slices) {
      Slice.Builder slice = Slice.newBuilder().setTenant(delta.getSlice().getTenant());
      set.forEach(dimension -> dimension.set(slice, dimension.of(delta.getSlice())));
      add(delta.toBuilder().setSlice(slice).clearSamplingStratum().build());
    }
  }

  private void add(SliWindow delta) {
    KeyValueStore<String, SliWindow> store = Objects.requireNonNull(pending);
    String key = WindowKeys.of(delta);
    SliWindow held = store.get(key);
    if (held == null) {
      store.put(key, delta);
      return;
    }
    SliWindow.Builder sum = held.toBuilder();
    Adding.into(sum, delta);
    store.put(key, sum.build());
  }

  private void flush(long now) {
    KeyValueStore<String, SliWindow> store = Objects.requireNonNull(pending);
    ProcessorContext<String, SliWindow> out = Objects.requireNonNull(context);
    List<String> sent = new ArrayList<>();
    try (KeyValueIterator<String, SliWindow> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, SliWindow> next = all.next();
        out.forward(new Record<>(next.key, next.value, now));
        sent.add(next.key);
      }
    }
    sent.forEach(store::delete);
  }
}
