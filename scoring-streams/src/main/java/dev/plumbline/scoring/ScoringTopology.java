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
import dev.plumbline.scoring.ledger.RekeyLabelsProcessor;
import dev.plumbline.scoring.links.LinkProcessor;
import dev.plumbline.scoring.plan.GatherProcessor;
import dev.plumbline.scoring.plan.PlanProcessor;
import dev.plumbline.scoring.plan.StorePlanProcessor;
import dev.plumbline.scoring.publish.EventProcessor;
import dev.plumbline.scoring.publish.OutcomeMeters;
import dev.plumbline.scoring.spans.PublishSpansProcessor;
import dev.plumbline.scoring.spans.SpanBook;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.scoring.state.LinkRow;
import dev.plumbline.scoring.state.SameCall;
import dev.plumbline.scoring.state.TraceEntry;
import dev.plumbline.scoring.state.TraceState;
import dev.plumbline.scoring.windows.CollectProcessor;
import dev.plumbline.scoring.windows.MergeProcessor;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.SpanLedger;
import dev.plumbline.v1.Verdict;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/**
 * The whole graph: traces and feedback in, scores, decisions and windows out. Every node and store
 * is named.
 */
final class ScoringTopology implements Supplier<Topology> {
  private final ScoringConfig config;
  private final KafkaConfig kafka;
  private final Redaction redaction;
  private final Supplier<CheckSuite> checks;
  private final Supplier<SamplingPolicy> policy;
  private final ScoringMetrics metrics;
  private final InstantSource clock;

  /**
   * A topology.
   *
   * @param redaction what is replaced in content before anything is written
   * @param checks gives the checks in effect
   * @param policy gives the sampling policy in effect
   * @param clock pushes an idle task on
   */
  ScoringTopology(
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

  @Override
  public Topology get() {
    Topology topology = new Topology();
    traces(topology);
    slices(topology);
    plans(topology);
    links(topology);
    labels(topology);
    return topology;
  }

  /** Everything that happens under one trace id, in one task. */
  private void traces(Topology topology) {
    OutcomeMeters outcomes = metrics.outcomes(config.publish().metricSlices());
    topology
        .addSource("otlp-spans", Nodes.TEXT, Nodes.BYTES, topic(TopicCatalog.OTLP_SPANS))
        .addSource("otlp-logs", Nodes.TEXT, Nodes.BYTES, topic(TopicCatalog.OTLP_LOGS))
        .addSource("rekeyed", Nodes.TEXT, Nodes.BYTES, topic(TopicCatalog.SPANS_REKEYED))
        .addSource(
            "verdicts",
            Nodes.TEXT,
            Nodes.reader(Verdict.getDefaultInstance()),
            topic(TopicCatalog.JUDGE_VERDICTS))
        .addSource(
            "signals",
            Nodes.TEXT,
            Nodes.reader(Signal.getDefaultInstance()),
            topic(TopicCatalog.SIGNALS))
        .addSource(
            "labels",
            Nodes.TEXT,
            Nodes.reader(Label.getDefaultInstance()),
            topic(TopicCatalog.LABELS_BY_TRACE))
        .addSource(
            "same-calls",
            Nodes.TEXT,
            Nodes.reader(SameCall.getDefaultInstance()),
            topic(TopicCatalog.SAME_CALLS))
        .addSource(
            "plans",
            Nodes.TEXT,
            Nodes.reader(Plan.getDefaultInstance()),
            topic(TopicCatalog.PLANS));

    topology
        .addProcessor(
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
        .addProcessor("route-spans", () -> router(RouteProcessor.TRACES, "spans-in"), "otlp-spans")
        .addProcessor("route-logs", () -> router(RouteProcessor.LOGS, "logs-in"), "otlp-logs")
        .addProcessor(
            "route-rekeyed", () -> router(RouteProcessor.BY_HEADER, "rekeyed-in"), "rekeyed")
        .addProcessor("spans-in", Nodes::pass, "route-spans")
        .addProcessor("logs-in", Nodes::pass, "route-logs")
        .addProcessor("rekeyed-in", Nodes::pass, "route-rekeyed")
        .addProcessor(
            "assemble",
            () -> new AssembleProcessor(config.assembly(), metrics),
            "arrival-clock",
            "spans-in",
            "logs-in",
            "rekeyed-in")
        .addProcessor(
            FindSignalsProcessor.NAME,
            () -> new FindSignalsProcessor(config.signals(), redaction, metrics),
            "route-logs",
            "spans-in",
            "logs-in",
            "rekeyed-in")
        .addProcessor("store-plan", StorePlanProcessor::new, "plans")
        .addProcessor("publish-spans", PublishSpansProcessor::new, "arrival-clock")
        .addProcessor("evaluate", this::evaluator, "assemble")
        .addProcessor(
            "keep-ledger",
            () -> new LedgerProcessor(config, redaction, evaluation(), policy, metrics, outcomes),
            "arrival-clock",
            "evaluate",
            "verdicts",
            "signals",
            "labels",
            "same-calls")
        .addProcessor(
            LedgerProcessor.TO_WINDOWS, () -> new CollectProcessor(config.windows()), "keep-ledger")
        .addProcessor(LedgerProcessor.TO_PLAN, GatherProcessor::new, "keep-ledger");

    // On disk is what may outgrow memory; in memory what is small by its nature. Cached is what
    // changes many times between two commits.
    topology
        .addStateStore(
            Nodes.onDisk(AssembleProcessor.STATES, TraceState.getDefaultInstance())
                .withCachingEnabled(),
            "assemble",
            "keep-ledger")
        .addStateStore(
            Nodes.onDisk(AssembleProcessor.ENTRIES, TraceEntry.getDefaultInstance()),
            "assemble",
            "keep-ledger")
        .addStateStore(Nodes.schedule(AssembleProcessor.SCHEDULE), "assemble")
        .addStateStore(
            Nodes.inMemory(StorePlanProcessor.CURRENT, Plan.getDefaultInstance()),
            "store-plan",
            "evaluate",
            "keep-ledger")
        .addStateStore(
            Nodes.inMemory(SpanBook.STORE, SpanLedger.getDefaultInstance()).withCachingEnabled(),
            "route-spans",
            "route-logs",
            "route-rekeyed",
            "assemble",
            "evaluate",
            "publish-spans")
        .addStateStore(
            Nodes.onDisk(LedgerProcessor.ROWS, LedgerRow.getDefaultInstance()), "keep-ledger")
        .addStateStore(
            Nodes.onDisk(LedgerProcessor.EARLY, Signal.getDefaultInstance()), "keep-ledger")
        .addStateStore(Nodes.schedule(LedgerProcessor.SCHEDULE), "keep-ledger")
        .addStateStore(Nodes.numbers(LedgerProcessor.VALUES), "keep-ledger")
        .addStateStore(
            Nodes.inMemory(CollectProcessor.PENDING, SliWindow.getDefaultInstance())
                .withCachingEnabled(),
            LedgerProcessor.TO_WINDOWS)
        .addStateStore(
            Nodes.inMemory(GatherProcessor.PENDING, PlanInput.getDefaultInstance())
                .withCachingEnabled(),
            LedgerProcessor.TO_PLAN);

    topology
        .addSink(
            "rekey",
            topic(TopicCatalog.SPANS_REKEYED),
            Nodes.TEXT_OUT,
            Nodes.BYTES_OUT,
            "route-spans",
            "route-logs",
            "route-rekeyed")
        .addSink(
            LedgerProcessor.TO_SIGNALS,
            topic(TopicCatalog.SIGNALS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            FindSignalsProcessor.NAME,
            "keep-ledger")
        .addSink(
            LedgerProcessor.TO_LINKS,
            topic(TopicCatalog.LINKS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            FindSignalsProcessor.NAME,
            "keep-ledger")
        .addSink(
            "spans-out",
            topic(TopicCatalog.SPAN_LEDGER),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "publish-spans")
        .addSink(
            LedgerProcessor.TO_INTERACTIONS,
            topic(TopicCatalog.INTERACTIONS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "keep-ledger")
        .addSink(
            LedgerProcessor.TO_DECISIONS,
            topic(TopicCatalog.DECISIONS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "keep-ledger")
        .addSink(
            LedgerProcessor.TO_REQUESTS,
            topic(TopicCatalog.JUDGE_REQUESTS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "keep-ledger")
        .addSink(
            LedgerProcessor.TO_REVIEW,
            topic(TopicCatalog.REVIEW_ITEMS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "keep-ledger")
        .addSink(
            "window-deltas-out",
            topic(TopicCatalog.WINDOW_DELTAS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            Nodes.bySeries(),
            LedgerProcessor.TO_WINDOWS)
        .addSink(
            "plan-inputs-out",
            topic(TopicCatalog.PLAN_INPUTS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            LedgerProcessor.TO_PLAN);
    scores(topology);
  }

  /** Every score in each form that is wanted, in one transaction. */
  private void scores(Topology topology) {
    topology
        .addProcessor(LedgerProcessor.TO_SCORES, Nodes::pass, "keep-ledger")
        .addSink(
            "scores",
            topic(TopicCatalog.SCORES),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            LedgerProcessor.TO_SCORES);
    if (config.publish().scoresJson()) {
      topology.addSink(
          "scores-json",
          topic(TopicCatalog.SCORES_JSON),
          Nodes.TEXT_OUT,
          Nodes.json(),
          LedgerProcessor.TO_SCORES);
    }
    if (config.publish().scoresOtlp()) {
      topology
          .addProcessor("make-events", EventProcessor::new, LedgerProcessor.TO_SCORES)
          .addSink(
              "scores-otlp",
              topic(TopicCatalog.SCORES_OTLP),
              Nodes.TEXT_OUT,
              Nodes.messages(),
              "make-events");
    }
  }

  /** The second stage of the windows: everything of one slice, metric and judge, in one task. */
  private void slices(Topology topology) {
    topology
        .addSource(
            "window-deltas",
            Nodes.TEXT,
            Nodes.reader(SliWindow.getDefaultInstance()),
            topic(TopicCatalog.WINDOW_DELTAS))
        .addProcessor(
            "merge-windows", () -> new MergeProcessor(config.windows(), metrics), "window-deltas")
        .addStateStore(
            Nodes.onDisk(MergeProcessor.WINDOWS, SliWindow.getDefaultInstance())
                .withCachingEnabled(),
            "merge-windows")
        .addStateStore(
            Nodes.onDisk(MergeProcessor.HOURS, SliWindow.getDefaultInstance()).withCachingEnabled(),
            "merge-windows")
        .addStateStore(Nodes.numbers(MergeProcessor.CHANGED).withCachingEnabled(), "merge-windows")
        .addSink(
            "windows-out",
            topic(TopicCatalog.SLI_WINDOWS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            Nodes.bySeries(),
            "merge-windows");
  }

  /** One task makes the plan and sends it to all. */
  private void plans(Topology topology) {
    topology
        .addSource(
            "plan-inputs",
            Nodes.TEXT,
            Nodes.reader(PlanInput.getDefaultInstance()),
            topic(TopicCatalog.PLAN_INPUTS))
        .addProcessor("make-plan", () -> new PlanProcessor(policy, metrics, clock), "plan-inputs")
        .addStateStore(Nodes.inMemory(PlanProcessor.SENT, Plan.getDefaultInstance()), "make-plan")
        .addStateStore(
            Nodes.inMemory(PlanProcessor.MEMORY, PlanMemory.getDefaultInstance())
                .withCachingEnabled(),
            "make-plan")
        .addSink(
            "plans-out",
            topic(TopicCatalog.PLANS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            Nodes.everywhere(),
            "make-plan");
  }

  /** Labels are keyed by what reviewers work on, and counted by trace. */
  private void labels(Topology topology) {
    topology
        .addSource(
            "labels-given",
            Nodes.TEXT,
            Nodes.reader(Label.getDefaultInstance()),
            topic(TopicCatalog.LABELS))
        .addProcessor("rekey-labels", () -> new RekeyLabelsProcessor(metrics), "labels-given")
        .addSink(
            "labels-out",
            topic(TopicCatalog.LABELS_BY_TRACE),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "rekey-labels");
  }

  /** Answers by response and conversation: everything of one of them, in one task. */
  private void links(Topology topology) {
    topology
        .addSource(
            "links", Nodes.TEXT, Nodes.reader(Link.getDefaultInstance()), topic(TopicCatalog.LINKS))
        .addProcessor("link-clock", () -> new ArrivalClockProcessor(clock), "links")
        .addProcessor(
            "keep-links", () -> new LinkProcessor(config.signals(), metrics), "link-clock", "links")
        .addStateStore(
            Nodes.onDisk(LinkProcessor.ROWS, LinkRow.getDefaultInstance()).withCachingEnabled(),
            "keep-links")
        .addStateStore(Nodes.schedule(LinkProcessor.SCHEDULE), "keep-links")
        .addSink(
            LinkProcessor.TO_SIGNALS,
            topic(TopicCatalog.SIGNALS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "keep-links")
        .addSink(
            LinkProcessor.TO_LINKS,
            topic(TopicCatalog.LINKS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "keep-links")
        .addSink(
            LinkProcessor.TO_SAME_CALLS,
            topic(TopicCatalog.SAME_CALLS),
            Nodes.TEXT_OUT,
            Nodes.messages(),
            "keep-links");
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

  private String topic(TopicSpec spec) {
    return spec.name(kafka.topicPrefix());
  }
}
