package dev.plumbline.scoring.plan;

import dev.plumbline.evaluation.sampling.Memory;
import dev.plumbline.evaluation.sampling.PlanMaker;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Makes the plan from the policy in effect and what the tasks counted so far, and sends it to every
 * task when it changes. Runs in one task. Without news of the traffic the plan stays as it is: what
 * fades is the memory, not the traffic.
 */
public final class PlanProcessor implements Processor<String, PlanInput, String, Plan> {
  /** The plan that was sent last. */
  public static final String SENT = "sent-plan";

  /** What is remembered of the traffic. */
  public static final String MEMORY = "plan-memory";

  /** Key of the plan on its topic and in its stores. */
  public static final String KEY = "plan";

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FIRST = Duration.ofMillis(100);

  private final Supplier<SamplingPolicy> policy;
  private final ScoringMetrics metrics;
  private final RepeatedFailureLog failures;
  private @Nullable ProcessorContext<String, Plan> context;
  private @Nullable KeyValueStore<String, Plan> sent;
  private @Nullable KeyValueStore<String, PlanMemory> memory;
  private @Nullable Cancellable first;

  /** What the last plan was made from; a new task makes one anyway. */
  private @Nullable SamplingPolicy tried;

  private boolean news;
  private long madeMillis;

  /**
   * A maker of plans.
   *
   * @param policy gives the policy in effect
   * @param clock for the log's own pace only
   */
  public PlanProcessor(
      Supplier<SamplingPolicy> policy, ScoringMetrics metrics, InstantSource clock) {
    this.policy = policy;
    this.metrics = metrics;
    this.failures =
        new RepeatedFailureLog(
            LoggerFactory.getLogger(PlanProcessor.class),
            "the sampling policy asks for more than its budget",
            clock);
  }

  @Override
  public void init(ProcessorContext<String, Plan> processorContext) {
    context = processorContext;
    sent = processorContext.getStateStore(SENT);
    memory = processorContext.getStateStore(MEMORY);
    // A task that begins anew after an abort may not have sent what it made.
    tried = null;
    news = false;
    var _ = processorContext.schedule(POLL, PunctuationType.WALL_CLOCK_TIME, this::look);
    // A task cannot send anything in its init.
    first = processorContext.schedule(FIRST, PunctuationType.WALL_CLOCK_TIME, this::lookFirst);
  }

  @Override
  public void process(Record<String, PlanInput> record) {
    KeyValueStore<String, PlanMemory> store = Objects.requireNonNull(memory);
    SamplingPolicy current = policy.get();
    String key = Memory.key(record.value(), current.slices());
    store.put(
        key, Memory.with(store.get(key), record.value(), current.slices(), record.timestamp()));
    news = true;
  }

  private void lookFirst(long now) {
    Objects.requireNonNull(first).cancel();
    look(now);
  }

  private void look(long now) {
    SamplingPolicy current = policy.get();
    boolean due = news && now - madeMillis >= Memory.GATHER.toMillis();
    if (current == tried && !due) {
      return;
    }
    tried = current;
    madeMillis = now;
    news = false;
    KeyValueStore<String, Plan> store = Objects.requireNonNull(sent);
    switch (PlanMaker.make(current, remembered(), Optional.ofNullable(store.get(KEY)))) {
      case PlanMaker.Result.Made made -> send(made, now);
      case PlanMaker.Result.Refused refused -> {
        metrics.planned(ScoringMetrics.Planned.REFUSED);
        failures.failed("0.005 of the traffic is too much; the last plan stays", null);
      }
    }
  }

  private void send(PlanMaker.Result.Made made, long now) {
    if (made.writtenKept() < 1 || made.floorsKept() < 1) {
      metrics.planned(ScoringMetrics.Planned.LOWERED);
      failures.failed("written rates or floors are lowered", null);
    } else {
      metrics.planned(ScoringMetrics.Planned.AS_WRITTEN);
    }
    KeyValueStore<String, Plan> store = Objects.requireNonNull(sent);
    Plan last = store.get(KEY);
    if (last == null || !PlanMaker.stays(last, made.plan())) {
      Plan next = made.plan().toBuilder().setCreatedUnixMillis(now).build();
      store.put(KEY, next);
      Objects.requireNonNull(context).forward(new Record<>(KEY, next, now));
    }
  }

  /** All that is not forgotten; time is that of the last news. */
  private List<PlanMemory> remembered() {
    KeyValueStore<String, PlanMemory> store = Objects.requireNonNull(memory);
    List<KeyValue<String, PlanMemory>> held = new ArrayList<>();
    try (KeyValueIterator<String, PlanMemory> all = store.all()) {
      all.forEachRemaining(held::add);
    }
    List<PlanMemory> kept = new ArrayList<>();
    long latest = held.stream().mapToLong(m -> m.value.getLastUnixMillis()).max().orElse(0);
    for (KeyValue<String, PlanMemory> next : held) {
      if (Memory.isOver(next.value, latest)) {
        store.delete(next.key);
      } else {
        kept.add(next.value);
      }
    }
    return kept;
  }
}
