package dev.plumbline.scoring.ledger;

import com.google.protobuf.Message;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.scoring.ScoringConfig;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.assembly.AssembleProcessor;
import dev.plumbline.scoring.assembly.Deadlines;
import dev.plumbline.scoring.assembly.KeptContent;
import dev.plumbline.scoring.assembly.TimePassed;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.checks.Evaluation;
import dev.plumbline.scoring.plan.CurrentPlan;
import dev.plumbline.scoring.plan.StorePlanProcessor;
import dev.plumbline.scoring.publish.OutcomeMeters;
import dev.plumbline.scoring.state.SameCall;
import dev.plumbline.scoring.windows.DimensionValues;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Verdict;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one row per interaction: the last decision at every evaluator and what was last booked for
 * every metric, so that revisions, verdicts and signals are plain differences.
 */
public final class LedgerProcessor implements Processor<String, Object, String, Object> {
  /** Rows by tenant, trace and interaction. */
  public static final String ROWS = "ledger";

  /** Signals whose interaction has not come yet. */
  public static final String EARLY = "early-signals";

  /** What expires or is deleted when. */
  public static final String SCHEDULE = "ledger-schedule";

  /** Values seen per tenant and dimension. */
  public static final String VALUES = "dimension-values";

  /** Output node for interactions. */
  public static final String TO_INTERACTIONS = "interactions";

  /** Output node for scores. */
  public static final String TO_SCORES = "publish-scores";

  /** Output node for decisions. */
  public static final String TO_DECISIONS = "decisions";

  /** Output node for judge requests. */
  public static final String TO_REQUESTS = "judge-requests";

  /** Output node for cases that people should look at. */
  public static final String TO_REVIEW = "review-items";

  /** Output node for signals that another trace's answer is to have. */
  public static final String TO_SIGNALS = "signals-out";

  /** Output node for where answers are known, and for feedback that its own trace does not know. */
  public static final String TO_LINKS = "links-out";

  /** Output node for differences of windows. */
  public static final String TO_WINDOWS = "collect-windows";

  /** Output node for what the sampling plan learns from. */
  public static final String TO_PLAN = "gather-plan-inputs";

  private final ScoringConfig config;
  private final Redaction redaction;
  private final Evaluation evaluation;
  private final Supplier<SamplingPolicy> policy;
  private final ScoringMetrics metrics;
  private final OutcomeMeters meters;
  private @Nullable ProcessorContext<String, Object> context;
  private @Nullable Ledger ledger;

  /**
   * A ledger.
   *
   * @param redaction keeps what is remembered of questions from those who try words
   * @param evaluation looks again at answers that users did something about
   * @param policy decided by until the task has been sent a plan
   * @param meters shared by all tasks
   */
  public LedgerProcessor(
      ScoringConfig config,
      Redaction redaction,
      Evaluation evaluation,
      Supplier<SamplingPolicy> policy,
      ScoringMetrics metrics,
      OutcomeMeters meters) {
    this.config = config;
    this.redaction = redaction;
    this.evaluation = evaluation;
    this.policy = policy;
    this.metrics = metrics;
    this.meters = meters;
  }

  @Override
  public void init(ProcessorContext<String, Object> processorContext) {
    context = processorContext;
    Booker booker = new Booker(this::send, metrics);
    CurrentPlan plan =
        new CurrentPlan(processorContext.getStateStore(StorePlanProcessor.CURRENT), policy);
    People people = new People(this::send, this::forgetCase, plan);
    Outcomes outcomes = new Outcomes(meters);
    Judgements judgements =
        new Judgements(this::send, booker, outcomes, people, config.pendingExpiry());
    KeptContent content =
        new KeptContent(
            processorContext.getStateStore(AssembleProcessor.STATES),
            processorContext.getStateStore(AssembleProcessor.ENTRIES),
            config.assembly().keepContent());
    UserSignals signals = new UserSignals(this::send, booker, metrics);
    DimensionValues values =
        new DimensionValues(processorContext.getStateStore(VALUES), config.windows(), metrics);
    ledger =
        new Ledger(
            new TraceRows(processorContext.getStateStore(ROWS)),
            new Deadlines("due", processorContext.getStateStore(SCHEDULE)),
            new LedgerBook(
                this::send,
                booker,
                outcomes,
                judgements,
                signals,
                new AnswerLinks(this::send, redaction),
                values),
            new JudgmentEnds(this::send, booker, outcomes, people, metrics),
            booker,
            signals,
            new EarlySignals(processorContext.getStateStore(EARLY), metrics),
            new LateFacts(plan, content, evaluation, judgements, booker, people, metrics),
            new Labels(booker, metrics),
            config.signals().waitForAnswer(),
            metrics);
  }

  @Override
  public void process(Record<String, Object> record) {
    Ledger held = Objects.requireNonNull(ledger);
    long now = Objects.requireNonNull(context).currentStreamTimeMs();
    switch (record.value()) {
      case TimePassed time -> held.passed(time.nowMillis());
      case Evaluated evaluated -> {
        held.passed(evaluated.interaction().getArrivalUnixMillis());
        held.evaluated(evaluated);
      }
      case Verdict verdict -> {
        held.passed(now);
        held.verdict(verdict, now);
        // Whatever became of it, it was paid for.
        send(TO_PLAN, record.key(), verdict);
      }
      case Signal signal -> {
        held.passed(now);
        held.signal(signal, now);
      }
      case Label label -> {
        held.passed(now);
        held.label(label, now);
      }
      case SameCall sameCall -> {
        held.passed(now);
        held.sameCall(record.key(), sameCall, now);
      }
      default ->
          throw new IllegalArgumentException(
              "the ledger does not book " + record.value().getClass());
    }
  }

  private void forgetCase(String item) {
    ProcessorContext<String, Object> out = Objects.requireNonNull(context);
    out.forward(new Record<>(item, null, Math.max(0, out.currentStreamTimeMs())), TO_REVIEW);
  }

  private void send(String node, String key, Message message) {
    ProcessorContext<String, Object> out = Objects.requireNonNull(context);
    Record<String, Object> record =
        new Record<>(key, message, Math.max(0, out.currentStreamTimeMs()));
    out.forward(record, node);
    if (message instanceof SliWindow) {
      out.forward(record, TO_PLAN);
    }
  }
}
