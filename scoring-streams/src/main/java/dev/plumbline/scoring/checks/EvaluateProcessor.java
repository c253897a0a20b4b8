package dev.plumbline.scoring.checks;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.sampling.JudgeSampler;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.evaluation.signal.SpanReach;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.assembly.AssembledTrace;
import dev.plumbline.scoring.plan.PlanProcessor;
import dev.plumbline.scoring.plan.StorePlanProcessor;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.SpanCounts.Outcome;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Makes interactions of a trace, runs the checks, and decides whether a judge is asked. */
public final class EvaluateProcessor
    implements Processor<String, AssembledTrace, String, Evaluated> {
  private final Normaliser normaliser;
  private final Supplier<CheckSuite> checks;
  private final Supplier<SamplingPolicy> policy;
  private final ScoringMetrics metrics;
  private final RepeatedFailureLog failures;
  private @Nullable ProcessorContext<String, Evaluated> context;
  private @Nullable KeyValueStore<String, Plan> plans;
  private @Nullable SpanBook book;
  private @Nullable JudgeSampler sampler;

  /**
   * An evaluator.
   *
   * @param checks gives the checks in effect; those of one trace are the same
   * @param policy decided by until the task has been sent a plan
   * @param clock for the log's own pace only
   */
  public EvaluateProcessor(
      Normaliser normaliser,
      Supplier<CheckSuite> checks,
      Supplier<SamplingPolicy> policy,
      ScoringMetrics metrics,
      InstantSource clock) {
    this.normaliser = normaliser;
    this.checks = checks;
    this.policy = policy;
    this.metrics = metrics;
    this.failures =
        new RepeatedFailureLog(
            LoggerFactory.getLogger(EvaluateProcessor.class),
            "a trace could not be evaluated; it is counted and left out",
            clock);
  }

  @Override
  public void init(ProcessorContext<String, Evaluated> processorContext) {
    context = processorContext;
    plans = processorContext.getStateStore(StorePlanProcessor.CURRENT);
    book = new SpanBook(processorContext.getStateStore(SpanBook.STORE));
  }

  @Override
  public void process(Record<String, AssembledTrace> record) {
    for (Evaluated evaluated : evaluate(record.value())) {
      if (evaluated.interaction().getClockSuspect()) {
        metrics.dropped(ScoringMetrics.Drop.CLOCK_SUSPECT, 1);
      }
      evaluated.interaction().getRedactedMap().forEach(metrics::redacted);
      Objects.requireNonNull(context).forward(record.withValue(evaluated));
    }
  }

  /**
   * One trace that breaks an evaluator must not stop the others. The record being processed is
   * usually another one than the trace's, so it is not made a dead letter.
   */
  private List<Evaluated> evaluate(AssembledTrace trace) {
    try {
      CheckSuite suite = checks.get();
      JudgeSampler judges = currentSampler();
      List<Interaction> interactions = normaliser.normalise(trace.content());
      Set<String> ids =
          interactions.stream().map(Interaction::getInteractionId).collect(Collectors.toSet());
      List<Evaluated> all = new ArrayList<>();
      SpanReach reach = SpanReach.of(trace.content());
      for (Interaction interaction : interactions) {
        boolean last = all.size() == interactions.size() - 1;
        all.add(evaluate(interaction, ids, trace, suite, judges, reach, last));
      }
      if (all.isEmpty()) {
        metrics.dropped(ScoringMetrics.Drop.NOT_GENAI, 1);
      }
      ended(trace, all.isEmpty() ? Outcome.NO_GENAI : Outcome.IN_INTERACTION);
      return all;
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      metrics.dropped(ScoringMetrics.Drop.EVALUATION_FAILED, 1);
      ended(trace, Outcome.EVALUATION_FAILED);
      // The message of a parser may quote what it could not parse: only the place is told.
      failures.failed(e.getClass().getSimpleName() + " at " + e.getStackTrace()[0], null);
      return List.of();
    }
  }

  private void ended(AssembledTrace trace, Outcome outcome) {
    Objects.requireNonNull(book).ended(trace.content().tenant(), trace.waiting(), outcome);
  }

  private static Evaluated evaluate(
      Interaction normalised,
      Set<String> ids,
      AssembledTrace trace,
      CheckSuite suite,
      JudgeSampler judges,
      SpanReach reach,
      boolean last) {
    Interaction interaction =
        RecordBudget.fit(TimeClamp.clamp(normalised, trace.arrivalMillis())).toBuilder()
            .setRevision(trace.revision())
            .setCompletionReason(trace.reason())
            .setArrivalUnixMillis(trace.arrivalMillis())
            .build();
    List<CheckResult> results = suite.run(interaction);
    return new Evaluated(
        interaction,
        results,
        judges.decide(interaction, results),
        suite.version(),
        ids,
        trace.firstArrivalMillis(),
        reach.within(interaction.getRootSpanId()),
        reach.above(interaction.getRootSpanId()),
        last);
  }

  /** The plan's sampler, compiled once per plan. */
  private JudgeSampler currentSampler() {
    Plan stored = Objects.requireNonNull(plans).get(PlanProcessor.KEY);
    Plan plan = stored == null ? policy.get().staticPlan() : stored;
    JudgeSampler last = sampler;
    if (last != null && last.plan().getPlanId().equals(plan.getPlanId())) {
      return last;
    }
    JudgeSampler next = JudgeSampler.of(plan);
    sampler = next;
    return next;
  }
}
