package dev.plumbline.scoring.spans;

import dev.plumbline.v1.SpanLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the rows of the ledger of spans that have changed, about once a second. What it is sent
 * only tells it the time: its timestamp is the task's now.
 */
public final class PublishSpansProcessor implements Processor<String, Object, String, SpanLedger> {
  private static final long PERIOD_MILLIS = Duration.ofSeconds(1).toMillis();

  /** What this instance has published: a new one publishes every row once more. */
  private final Map<String, SpanLedger> published = new HashMap<>();

  private @Nullable ProcessorContext<String, SpanLedger> context;
  private @Nullable KeyValueStore<String, SpanLedger> store;
  private long lastMillis;

  @Override
  public void init(ProcessorContext<String, SpanLedger> processorContext) {
    context = processorContext;
    store = processorContext.getStateStore(SpanBook.STORE);
    // A task that begins anew after an abort has published nothing of what it knows.
    published.clear();
    lastMillis = 0;
  }

  @Override
  public void process(Record<String, Object> record) {
    long now = record.timestamp();
    // Time steps back when an idle task, pushed on by the clock, goes on with a backlog.
    if (Math.abs(now - lastMillis) < PERIOD_MILLIS) {
      return;
    }
    lastMillis = now;
    ProcessorContext<String, SpanLedger> out = Objects.requireNonNull(context);
    int task = out.taskId().partition();
    for (Map.Entry<String, SpanLedger> row : changed().entrySet()) {
      published.put(row.getKey(), row.getValue());
      SpanLedger full =
          row.getValue().toBuilder().setPartition(task).setUpdatedUnixMillis(now).build();
      out.forward(new Record<>(row.getKey() + "|" + task, full, now));
    }
  }

  private Map<String, SpanLedger> changed() {
    Map<String, SpanLedger> changed = new HashMap<>();
    try (KeyValueIterator<String, SpanLedger> rows = Objects.requireNonNull(store).all()) {
      rows.forEachRemaining(
          row -> {
            if (!row.value.equals(published.get(row.key))) {
              changed.put(row.key, row.value);
            }
          });
    }
    return changed;
  }
}
