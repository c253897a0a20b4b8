package dev.plumbline.scoring.plan;

import dev.plumbline.v1.Plan;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Keeps the latest plan where the task decides by it. */
public final class StorePlanProcessor implements Processor<String, Plan, Void, Void> {
  /** The plan that this task decides by. */
  public static final String CURRENT = "current-plan";

  private @Nullable KeyValueStore<String, Plan> current;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    current = context.getStateStore(CURRENT);
  }

  @Override
  public void process(Record<String, Plan> record) {
    Objects.requireNonNull(current).put(PlanProcessor.KEY, record.value());
  }
}
