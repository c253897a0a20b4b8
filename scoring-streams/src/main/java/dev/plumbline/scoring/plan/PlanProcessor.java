package dev.plumbline.scoring.plan;

import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.v1.Plan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Makes the plan from the policy file and sends it to every task when it changes. Runs in one task.
 * A file that is missing or wrong is counted and told, and the last plan stays.
 */
public final class PlanProcessor implements Processor<String, Plan, String, Plan> {
  /** The plan that was sent last. */
  public static final String SENT = "sent-plan";

  /** Key of the plan on its topic and in its stores. */
  public static final String KEY = "plan";

  private static final Duration POLL = Duration.ofSeconds(5);
  private static final Duration FIRST = Duration.ofMillis(100);

  private final Supplier<String> policy;
  private final ScoringMetrics metrics;
  private final RepeatedFailureLog refusals;
  private @Nullable ProcessorContext<String, Plan> context;
  private @Nullable KeyValueStore<String, Plan> sent;
  private @Nullable Cancellable first;

  /**
   * A maker of plans.
   *
   * @param policy reads the policy's current text; may throw when it cannot
   * @param clock for the log's own pace only
   */
  public PlanProcessor(Supplier<String> policy, ScoringMetrics metrics, InstantSource clock) {
    this.policy = policy;
    this.metrics = metrics;
    this.refusals =
        new RepeatedFailureLog(
            LoggerFactory.getLogger(PlanProcessor.class),
            "the sampling policy is refused; the last plan stays",
            clock);
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
    plan()
        .filter(plan -> last == null || !last.getPlanId().equals(plan.getPlanId()))
        .map(plan -> plan.toBuilder().setCreatedUnixMillis(now).build())
        .ifPresent(
            plan -> {
              store.put(KEY, plan);
              Objects.requireNonNull(context).forward(new Record<>(KEY, plan, now));
            });
  }

  private Optional<Plan> plan() {
    try {
      Plan plan = SamplingPolicy.parse(policy.get()).staticPlan();
      metrics.policy(true);
      return Optional.of(plan);
    } catch (RuntimeException e) {
      metrics.policy(false);
      refusals.failed(e.getClass().getSimpleName(), e);
      return Optional.empty();
    }
  }
}
