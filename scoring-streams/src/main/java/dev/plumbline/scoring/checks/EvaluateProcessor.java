package dev.plumbline.scoring.checks;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.sampling.JudgeSampler;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.assembly.AssembledTrace;
import dev.plumbline.scoring.plan.PlanProcessor;
import dev.plumbline.scoring.plan.StorePlanProcessor;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Plan;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes interactions of a trace, runs the checks, and decides whether a judge is asked. */
public final class EvaluateProcessor
    implements Processor<String, AssembledTrace, String, Evaluated> {
  private static final Logger LOGGER = LoggerFactory.getLogger(EvaluateProcessor.class);

  private final Normaliser normaliser;
  private final CheckSuite checks;
  private final Plan firstPlan;
  private final ScoringMetrics metrics;
  private @Nullable ProcessorContext<String, Evaluated> context;
  private @Nullable KeyValueStore<String, Plan> plans;
  private JudgeSampler sampler;

  /**
   * An evaluator.
   *
   * @param firstPlan decided by until the task has been sent a plan
   */
  public EvaluateProcessor(
      Normaliser normaliser, CheckSuite checks, Plan firstPlan, ScoringMetrics metrics) {
    this.normaliser = normaliser;
    this.checks = checks;
    this.firstPlan = firstPlan;
    this.metrics = metrics;
    this.sampler = JudgeSampler.of(firstPlan);
  }

  @Override
  public void init(ProcessorContext<String, Evaluated> processorContext) {
    context = processorContext;
    plans = processorContext.getStateStore(StorePlanProcessor.CURRENT);
  }

  @Override
  public void process(Record<String, AssembledTrace> record) {
    AssembledTrace trace = record.value();
    List<Interaction> interactions;
    try {
      interactions = normaliser.normalise(trace.content());
    } catch (RuntimeException e) {
      // One trace that breaks the normaliser must not stop the others; it is counted and named.
      metrics.dropped(ScoringMetrics.Drop.EVALUATION_FAILED, 1);
      LOGGER
          .atError()
          .addKeyValue("traceId", trace.content().traceId())
          .addKeyValue("tenant", trace.content().tenant())
          .setCause(e)
          .log("a trace could not be normalised");
      return;
    }
    if (interactions.isEmpty()) {
      metrics.dropped(ScoringMetrics.Drop.NOT_GENAI, 1);
    }
    for (Interaction interaction : interactions) {
      Objects.requireNonNull(context).forward(record.withValue(evaluate(interaction, trace)));
    }
  }

  private Evaluated evaluate(Interaction normalised, AssembledTrace trace) {
    Interaction interaction =
        TimeClamp.clamp(normalised, trace.arrivalMillis(), metrics).toBuilder()
            .setRevision(trace.revision())
            .setCompletionReason(trace.reason())
            .setArrivalUnixMillis(trace.arrivalMillis())
            .build();
    List<CheckResult> results = checks.run(interaction);
    return new Evaluated(
        interaction, results, sampler().decide(interaction, results), checks.version());
  }

  /** The plan's sampler, compiled once per plan. */
  private JudgeSampler sampler() {
    Plan stored = Objects.requireNonNull(plans).get(PlanProcessor.KEY);
    Plan plan = stored == null ? firstPlan : stored;
    if (!plan.getPlanId().equals(sampler.plan().getPlanId())) {
      sampler = JudgeSampler.of(plan);
    }
    return sampler;
  }
}
