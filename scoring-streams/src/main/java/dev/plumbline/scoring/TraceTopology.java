package dev.plumbline.scoring;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.interaction.Normaliser;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.scoring.assembly.ArrivalClockProcessor;
import dev.plumbline.scoring.assembly.AssembleProcessor;
import dev.plumbline.scoring.assembly.RouteProcessor;
import dev.plumbline.scoring.checks.EvaluateProcessor;
import dev.plumbline.scoring.checks.Evaluation;
import dev.plumbline.scoring.ledger.FindSignalsProcessor;
import dev.plumbline.scoring.ledger.LedgerProcessor;
import dev.plumbline.scoring.plan.GatherProcessor;
import dev.plumbline.scoring.plan.StorePlanProcessor;
import dev.plumbline.scoring.publish.EventProcessor;
import dev.plumbline.scoring.publish.OutcomeMeters;
import dev.plumbline.scoring.spans.PublishSpansProcessor;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.scoring.state.SameCall;
import dev.plumbline.scoring.state.TraceEntry;
import dev.plumbline.scoring.state.TraceState;
import dev.plumbline.scoring.windows.CollectProcessor;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.SpanLedger;
import dev.plumbline.v1.Verdict;
import java.time.InstantSource;
import java.util.function.Supplier;

/** Everything that happens under one trace id, in one task: from spans to scores and decisions. */
final class TraceTopology {
  private final ScoringConfig config;
  private final KafkaConfig kafka;
  private final Redaction redaction;
  private final Supplier<CheckSuite> checks;
  private final Supplier<SamplingPolicy> policy;
  private final ScoringMetrics metrics;
  private final InstantSource clock;

  /**
   * The part of one configuration.
   *
   * @param redaction what is replaced in content before anything is written
   * @param checks gives the checks in effect
   * @param policy gives the sampling policy in effect
   * @param clock pushes an idle task on
   */
  TraceTopology(
      ScoringConfig config,
      KafkaConfig kafka,
      Redaction redaction,
      Supplier<CheckSuite> checks,
      Supplier<SamplingPolicy> policy,
      ScoringMetrics metrics,
      InstantSource clock) {
    this.config = config;
    this.kafka = kafka;
    this.redaction = redaction;
    this.checks = checks;
    this.policy = policy;
    this.metrics = metrics;
    this.clock = clock;
  }

  void addTo(Graph graph) {
    sources(graph);
    processors(graph);
    stores(graph);
    sinks(graph);
    scores(graph);
  }

  private static void sources(Graph graph) {
    graph
        .source("otlp-spans", TopicCatalog.OTLP_SPANS)
        .source("otlp-logs", TopicCatalog.OTLP_LOGS)
        .source("rekeyed", TopicCatalog.SPANS_REKEYED)
        .source("verdicts", Verdict.getDefaultInstance(), TopicCatalog.JUDGE_VERDICTS)
        .source("signals", Signal.getDefaultInstance(), TopicCatalog.SIGNALS)
        .source("labels", Label.getDefaultInstance(), TopicCatalog.LABELS_BY_TRACE)
        .source("same-calls", SameCall.getDefaultInstance(), TopicCatalog.SAME_CALLS)
        .source("plans", Plan.getDefaultInstance(), TopicCatalog.PLANS);
  }

  private void processors(Graph graph) {
    OutcomeMeters outcomes = metrics.outcomes(config.publish().metricSlices());
    graph
        .processor(
            "arrival-clock",
            () -> new ArrivalClockProcessor(clock),
            "otlp-spans",
            "otlp-logs",
            "rekeyed",
            "verdicts",
            "signals",
            "labels",
            "same-calls",
            "plans")
        .processor("route-spans", () -> router(RouteProcessor.TRACES, "spans-in"), "otlp-spans")
        .processor("route-logs", () -> router(RouteProcessor.LOGS, "logs-in"), "otlp-logs")
        .processor("route-rekeyed", () -> router(RouteProcessor.BY_HEADER, "rekeyed-in"), "rekeyed")
        .processor("spans-in", Nodes::pass, "route-spans")
        .processor("logs-in", Nodes::pass, "route-logs")
        .processor("rekeyed-in", Nodes::pass, "route-rekeyed")
        .processor(
            "assemble",
            () -> new AssembleProcessor(config.assembly(), metrics),
            "arrival-clock",
            "spans-in",
            "logs-in",
            "rekeyed-in")
        .processor(
            FindSignalsProcessor.NAME,
            () -> new FindSignalsProcessor(config.signals(), redaction, metrics),
            "route-logs",
            "spans-in",
            "logs-in",
            "rekeyed-in")
        .processor("store-plan", StorePlanProcessor::new, "plans")
        .processor("publish-spans", PublishSpansProcessor::new, "arrival-clock")
        .processor("evaluate", this::evaluator, "assemble")
        .processor(
            "keep-ledger",
            () -> new LedgerProcessor(config, redaction, evaluation(), policy, metrics, outcomes),
            "arrival-clock",
            "evaluate",
            "verdicts",
            "signals",
            "labels",
            "same-calls")
        .processor(
            LedgerProcessor.TO_WINDOWS, () -> new CollectProcessor(config.windows()), "keep-ledger")
        .processor(LedgerProcessor.TO_PLAN, GatherProcessor::new, "keep-ledger");
  }

  private static void stores(Graph graph) {
    // On disk is what may outgrow memory; in memory what is small by its nature. Cached is what
    // changes many times between two commits.
    graph
        .store(
            Nodes.onDisk(AssembleProcessor.STATES, TraceState.getDefaultInstance())
                .withCachingEnabled(),
            "assemble",
            "keep-ledger")
        .store(
            Nodes.onDisk(AssembleProcessor.ENTRIES, TraceEntry.getDefaultInstance()),
            "assemble",
            "keep-ledger")
        .store(Nodes.schedule(AssembleProcessor.SCHEDULE), "assemble")
        .store(
            Nodes.inMemory(StorePlanProcessor.CURRENT, Plan.getDefaultInstance()),
            "store-plan",
            "evaluate",
            "keep-ledger")
        .store(
            Nodes.inMemory(SpanBook.STORE, SpanLedger.getDefaultInstance()).withCachingEnabled(),
            "route-spans",
            "route-logs",
            "route-rekeyed",
            "assemble",
            "evaluate",
            "publish-spans")
        .store(Nodes.onDisk(LedgerProcessor.ROWS, LedgerRow.getDefaultInstance()), "keep-ledger")
        .store(Nodes.onDisk(LedgerProcessor.EARLY, Signal.getDefaultInstance()), "keep-ledger")
        .store(Nodes.schedule(LedgerProcessor.SCHEDULE), "keep-ledger")
        .store(Nodes.numbers(LedgerProcessor.VALUES), "keep-ledger")
        .store(
            Nodes.inMemory(CollectProcessor.PENDING, SliWindow.getDefaultInstance())
                .withCachingEnabled(),
            LedgerProcessor.TO_WINDOWS)
        .store(
            Nodes.inMemory(GatherProcessor.PENDING, PlanInput.getDefaultInstance())
                .withCachingEnabled(),
            LedgerProcessor.TO_PLAN);
  }

  private static void sinks(Graph graph) {
    graph
        .bytesSink(
            "rekey", TopicCatalog.SPANS_REKEYED, "route-spans", "route-logs", "route-rekeyed")
        .sink(
            LedgerProcessor.TO_SIGNALS,
            TopicCatalog.SIGNALS,
            FindSignalsProcessor.NAME,
            "keep-ledger")
        .sink(
            LedgerProcessor.TO_LINKS, TopicCatalog.LINKS, FindSignalsProcessor.NAME, "keep-ledger")
        .sink("spans-out", TopicCatalog.SPAN_LEDGER, "publish-spans")
        .sink(LedgerProcessor.TO_INTERACTIONS, TopicCatalog.INTERACTIONS, "keep-ledger")
        .sink(LedgerProcessor.TO_DECISIONS, TopicCatalog.DECISIONS, "keep-ledger")
        .sink(LedgerProcessor.TO_REQUESTS, TopicCatalog.JUDGE_REQUESTS, "keep-ledger")
        .sink(LedgerProcessor.TO_REVIEW, TopicCatalog.REVIEW_ITEMS, "keep-ledger")
        .sink(
            "window-deltas-out",
            TopicCatalog.WINDOW_DELTAS,
            Nodes.bySeries(),
            LedgerProcessor.TO_WINDOWS)
        .sink("plan-inputs-out", TopicCatalog.PLAN_INPUTS, LedgerProcessor.TO_PLAN);
  }

  /** Every score in each form that is wanted, in one transaction. */
  private void scores(Graph graph) {
    graph
        .processor(LedgerProcessor.TO_SCORES, Nodes::pass, "keep-ledger")
        .sink("scores", TopicCatalog.SCORES, LedgerProcessor.TO_SCORES);
    if (config.publish().scoresJson()) {
      graph.jsonSink("scores-json", TopicCatalog.SCORES_JSON, LedgerProcessor.TO_SCORES);
    }
    if (config.publish().scoresOtlp()) {
      graph
          .processor("make-events", EventProcessor::new, LedgerProcessor.TO_SCORES)
          .sink("scores-otlp", TopicCatalog.SCORES_OTLP, "make-events");
    }
  }

  private RouteProcessor router(String signal, String passed) {
    return new RouteProcessor(
        signal, kafka.partitions(), passed, "rekey", FindSignalsProcessor.NAME, metrics);
  }

  private EvaluateProcessor evaluator() {
    return new EvaluateProcessor(evaluation(), policy, metrics, clock);
  }

  private Evaluation evaluation() {
    return new Evaluation(new Normaliser(config.normaliser().config(), redaction), checks);
  }
}
