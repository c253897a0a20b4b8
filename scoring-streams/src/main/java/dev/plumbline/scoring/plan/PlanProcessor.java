package dev.plumbline.scoring.plan;

import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.v1.Plan;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan from the policy in effect and sends it to every task when it changes. Runs in one
 * task.
 */
public final class PlanProcessor implements Processor<String, Plan, String, Plan> {
  /** The plan that was sent last. */
  public static final String SENT = "sent-plan";

  /** Key of the plan on its topic and in its stores. */
  public static final String KEY = "plan";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST = Duration.ofMillis(100);

  private final Supplier<SamplingPolicy> policy;
  private @Nullable ProcessorContext<String, Plan> context;
  private @Nullable KeyValueStore<String, Plan> sent;
  private @Nullable Cancellable first;

  /**
   * A maker of plans.
   *
   * @param policy gives the policy in effect
   */
  public PlanProcessor(Supplier<SamplingPolicy> policy) {
    this.policy = policy;
  }

  @Override
  public void init(ProcessorContext<String, Plan> processorContext) {
    context = processorContext;
    sent = processorContext.getStateStore(SENT);
    var _ = processorContext.schedule(POLL, PunctuationType.WALL_CLOCK_TIME, this::send);
    // A task cannot send anything in its init.
    first = processorContext.schedule(FIRST, PunctuationType.WALL_CLOCK_TIME, this::sendFirst);
  }

  /** Eligible counts will arrive here; with static rates nothing is learnt from them. */
  @Override
  public void process(Record<String, Plan> record) {
    send(record.timestamp());
  }

  private void sendFirst(long now) {
    Objects.requireNonNull(first).cancel();
    send(now);
  }

  private void send(long now) {
    KeyValueStore<String, Plan> store = Objects.requireNonNull(sent);
    Plan last = store.get(KEY);
    Plan plan = policy.get().staticPlan();
    if (last == null || !last.getPlanId().equals(plan.getPlanId())) {
      Plan next = plan.toBuilder().setCreatedUnixMillis(now).build();
      store.put(KEY, next);
      Objects.requireNonNull(context).forward(new Record<>(KEY, next, now));
    }
  }
}
