package dev.plumbline.scoring.checks;

import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.assembly.AssembledTrace;
import dev.plumbline.scoring.plan.CurrentPlan;
import dev.plumbline.scoring.plan.StorePlanProcessor;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.v1.SpanCounts.Outcome;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Makes interactions of a trace, runs the checks, and decides whether a judge is asked. */
public final class EvaluateProcessor
    implements Processor<String, AssembledTrace, String, Evaluated> {
  private final Evaluation evaluation;
  private final Supplier<SamplingPolicy> policy;
  private final ScoringMetrics metrics;
  private final RepeatedFailureLog failures;
  private @Nullable ProcessorContext<String, Evaluated> context;
  private @Nullable CurrentPlan plan;
  private @Nullable SpanBook book;

  /**
   * An evaluator.
   *
   * @param policy decided by until the task has been sent a plan
   * @param clock for the log's own pace only
   */
  public EvaluateProcessor(
      Evaluation evaluation,
      Supplier<SamplingPolicy> policy,
      ScoringMetrics metrics,
      InstantSource clock) {
    this.evaluation = evaluation;
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
    plan = new CurrentPlan(processorContext.getStateStore(StorePlanProcessor.CURRENT), policy);
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
      List<Evaluated> all = evaluation.of(trace, Objects.requireNonNull(plan).sampler(), Set.of());
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
}
