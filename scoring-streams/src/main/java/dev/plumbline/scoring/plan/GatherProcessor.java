package dev.plumbline.scoring.plan;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.evaluation.sampling.Memory;
import dev.plumbline.evaluation.sampling.SliceDimensions;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.Verdict;
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
 * Gathers what the plan learns from: the differences that the ledger books for judged metrics, and
 * what verdicts cost. Sums of one task move on every ten seconds.
 */
public final class GatherProcessor implements Processor<String, Object, String, PlanInput> {
  /** Sums that wait for the next time. */
  public static final String PENDING = "pending-plan-inputs";

  private @Nullable ProcessorContext<String, PlanInput> context;
  private @Nullable KeyValueStore<String, PlanInput> pending;

  @Override
  public void init(ProcessorContext<String, PlanInput> processorContext) {
    context = processorContext;
    pending = processorContext.getStateStore(PENDING);
    var _ = processorContext.schedule(Memory.GATHER, PunctuationType.WALL_CLOCK_TIME, this::flush);
  }

  @Override
  public void process(Record<String, Object> record) {
    switch (record.value()) {
      case SliWindow delta -> booked(delta);
      case Verdict verdict -> paid(verdict);
      default ->
          throw new IllegalArgumentException("no plan learns from " + record.value().getClass());
    }
  }

  /** Answers outside of every sampling stratum are no traffic of the judge's. */
  private void booked(SliWindow delta) {
    if (delta.getSamplingStratum().isEmpty()) {
      return;
    }
    StratumSums sums = WindowSums.total(delta.getStrataList());
    int criterion = delta.getMetric().lastIndexOf('/');
    add(
        PlanInput.newBuilder()
            .setEvaluator(delta.getMetric().substring(0, criterion))
            .setCriterion(delta.getMetric().substring(criterion + 1))
            .setStratum(delta.getSamplingStratum())
            .setSlice(delta.getSlice())
            .setEligible(sums.getEligible())
            .setA0(sums.getA0())
            .setA1(sums.getA1())
            .setB0(sums.getB0())
            .setB1(sums.getB1())
            .build());
  }

  /** A call without a price would say that calls are free. */
  private void paid(Verdict verdict) {
    if (verdict.getCostMicroUsd() > 0) {
      add(
          PlanInput.newBuilder()
              .setEvaluator(verdict.getEvaluator().getId())
              .setSlice(verdict.getContribution().getSlice())
              .setCalls(1)
              .setCostMicroUsd(verdict.getCostMicroUsd())
              .build());
    }
  }

  private void add(PlanInput news) {
    KeyValueStore<String, PlanInput> store = Objects.requireNonNull(pending);
    String key = Memory.key(news, SliceDimensions.ALL);
    PlanInput held = store.get(key);
    store.put(key, held == null ? news : sum(held, news));
  }

  private static PlanInput sum(PlanInput held, PlanInput news) {
    return held.toBuilder()
        .setEligible(held.getEligible() + news.getEligible())
        .setA0(held.getA0() + news.getA0())
        .setA1(held.getA1() + news.getA1())
        .setB0(held.getB0() + news.getB0())
        .setB1(held.getB1() + news.getB1())
        .setCalls(held.getCalls() + news.getCalls())
        .setCostMicroUsd(held.getCostMicroUsd() + news.getCostMicroUsd())
        .build();
  }

  private void flush(long now) {
    KeyValueStore<String, PlanInput> store = Objects.requireNonNull(pending);
    ProcessorContext<String, PlanInput> out = Objects.requireNonNull(context);
    List<String> sent = new ArrayList<>();
    try (KeyValueIterator<String, PlanInput> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, PlanInput> next = all.next();
        out.forward(new Record<>(next.value.getEvaluator(), next.value, now));
        sent.add(next.key);
      }
    }
    sent.forEach(store::delete);
  }
}
