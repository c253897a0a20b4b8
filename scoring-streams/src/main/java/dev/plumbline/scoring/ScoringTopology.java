package dev.plumbline.scoring;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.scoring.assembly.ArrivalClockProcessor;
import dev.plumbline.scoring.ledger.RekeyLabelsProcessor;
import dev.plumbline.scoring.links.LinkProcessor;
import dev.plumbline.scoring.plan.PlanProcessor;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.scoring.state.LinkRow;
import dev.plumbline.scoring.windows.MergeProcessor;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.SliWindow;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/**
 * The whole graph: traces and feedback in, scores, decisions and windows out. Every node and store
 * is named.
 */
final class ScoringTopology implements Supplier<Topology> {
  private final TraceTopology traces;
  private final ScoringConfig config;
  private final KafkaConfig kafka;
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
    this.traces = new TraceTopology(config, kafka, redaction, checks, policy, metrics, clock);
    this.config = config;
    this.kafka = kafka;
    this.policy = policy;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public Topology get() {
    Graph graph = new Graph(kafka.topicPrefix());
    traces.addTo(graph);
    slices(graph);
    plans(graph);
    links(graph);
    labels(graph);
    return graph.topology();
  }

  /** The second stage of the windows: everything of one slice, metric and judge, in one task. */
  private void slices(Graph graph) {
    graph
        .source("window-deltas", SliWindow.getDefaultInstance(), TopicCatalog.WINDOW_DELTAS)
        .processor(
            "merge-windows", () -> new MergeProcessor(config.windows(), metrics), "window-deltas")
        .store(
            Nodes.onDisk(MergeProcessor.WINDOWS, SliWindow.getDefaultInstance())
                .withCachingEnabled(),
            "merge-windows")
        .store(
            Nodes.onDisk(MergeProcessor.HOURS, SliWindow.getDefaultInstance()).withCachingEnabled(),
            "merge-windows")
        .store(Nodes.numbers(MergeProcessor.CHANGED).withCachingEnabled(), "merge-windows")
        .sink("windows-out", TopicCatalog.SLI_WINDOWS, Nodes.bySeries(), "merge-windows");
  }

  /** One task makes the plan and sends it to all. */
  private void plans(Graph graph) {
    graph
        .source("plan-inputs", PlanInput.getDefaultInstance(), TopicCatalog.PLAN_INPUTS)
        .processor("make-plan", () -> new PlanProcessor(policy, metrics, clock), "plan-inputs")
        .store(Nodes.inMemory(PlanProcessor.SENT, Plan.getDefaultInstance()), "make-plan")
        .store(
            Nodes.inMemory(PlanProcessor.MEMORY, PlanMemory.getDefaultInstance())
                .withCachingEnabled(),
            "make-plan")
        .sink("plans-out", TopicCatalog.PLANS, Nodes.everywhere(), "make-plan");
  }

  /** Labels are keyed by what reviewers work on, and counted by trace. */
  private void labels(Graph graph) {
    graph
        .source("labels-given", Label.getDefaultInstance(), TopicCatalog.LABELS)
        .processor("rekey-labels", () -> new RekeyLabelsProcessor(metrics), "labels-given")
        .sink("labels-out", TopicCatalog.LABELS_BY_TRACE, "rekey-labels");
  }

  /** Answers by response and conversation: everything of one of them, in one task. */
  private void links(Graph graph) {
    graph
        .source("links", Link.getDefaultInstance(), TopicCatalog.LINKS)
        .processor("link-clock", () -> new ArrivalClockProcessor(clock), "links")
        .processor(
            "keep-links", () -> new LinkProcessor(config.signals(), metrics), "link-clock", "links")
        .store(
            Nodes.onDisk(LinkProcessor.ROWS, LinkRow.getDefaultInstance()).withCachingEnabled(),
            "keep-links")
        .store(Nodes.schedule(LinkProcessor.SCHEDULE), "keep-links")
        .sink(LinkProcessor.TO_SIGNALS, TopicCatalog.SIGNALS, "keep-links")
        .sink(LinkProcessor.TO_LINKS, TopicCatalog.LINKS, "keep-links")
        .sink(LinkProcessor.TO_SAME_CALLS, TopicCatalog.SAME_CALLS, "keep-links");
  }
}
