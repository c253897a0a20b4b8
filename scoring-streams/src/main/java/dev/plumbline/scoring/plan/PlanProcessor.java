package dev.plumbline.scoring.plan;

import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.v1.Plan;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Makes the plan from the policy and sends it to every task when it changes. Runs in one task. */
public final class PlanProcessor implements Processor<String, Plan, String, Plan> {
  /** The plan that was sent last. */
  public static final String SENT = "sent-plan";

  /** Key of the plan on its topic and in its stores. */
  public static final String KEY = "plan";

  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofMillis(100);

  private final Supplier<String> policy;
  private @Nullable ProcessorContext<String, Plan> context;
  private @Nullable KeyValueStore<String, Plan> sent;

  /**
   * A maker of plans.
   *
   * @param policy the policy's current text
   */
  public PlanProcessor(Supplier<String> policy) {
    this.policy = policy;
  }

  @Override
  public void init(ProcessorContext<String, Plan> processorContext) {
    context = processorContext;
    sent = processorContext.getStateStore(SENT);
    var _ = processorContext.schedule(POLL, PunctuationType.WALL_CLOCK_TIME, this::send);
    var first = new org.apache.kafka.streams.processor.Cancellable[1];
    first[0] =
        processorContext.schedule(
            FIRST,
            PunctuationType.WALL_CLOCK_TIME,
            now -> {
              first[0].cancel();
              send(now);
            });
  }

  /** Eligible counts will arrive here; with static rates nothing is learnt from them. */
  @Override
  public void process(Record<String, Plan> record) {
    send(record.timestamp());
  }

  private void send(long now) {
    Plan plan = SamplingPolicy.parse(policy.get()).staticPlan();
    KeyValueStore<String, Plan> store = Objects.requireNonNull(sent);
    Plan last = store.get(KEY);
    if (last == null || !last.getPlanId().equals(plan.getPlanId())) {
      Plan stamped = plan.toBuilder().setCreatedUnixMillis(now).build();
      store.put(KEY, stamped);
      Objects.requireNonNull(context).forward(new Record<>(KEY, stamped, now));
    }
  }
}
