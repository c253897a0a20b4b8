package dev.plumbline.topics;

import static dev.plumbline.topics.TopicSpec.Cleanup.COMPACT;
import static dev.plumbline.topics.TopicSpec.Cleanup.COMPACT_DELETE;
import static dev.plumbline.topics.TopicSpec.Cleanup.DELETE;
import static dev.plumbline.topics.TopicSpec.Visibility.INTERNAL;
import static dev.plumbline.topics.TopicSpec.Visibility.PUBLIC;
import static dev.plumbline.topics.TopicSpec.Width.COMMON;
import static dev.plumbline.topics.TopicSpec.Width.SINGLE;

import java.time.Duration;
import java.util.List;

/** Every topic that Plumbline reads or writes: the one table that start-up, docs and tests use. */
public final class TopicCatalog {

  private static final Duration FOREVER = Duration.ZERO;

  /** Spans as they came, one trace and request per record. */
  public static final TopicSpec OTLP_SPANS =
      new TopicSpec(
          "otlp_spans",
          "trace id, 32 lower-case hex",
          "opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest",
          DELETE,
          Duration.ofHours(24),
          COMMON,
          INTERNAL,
          "Spans as received; the Collector's own shape (otlp_proto).");

  /** Log records as they came, one trace and request per record. */
  public static final TopicSpec OTLP_LOGS =
      new TopicSpec(
          "otlp_logs",
          "trace id, 32 lower-case hex, or null",
          "opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest",
          DELETE,
          Duration.ofHours(24),
          COMMON,
          INTERNAL,
          "Log records as received; the Collector's own shape (otlp_proto).");

  /** Spans and logs of foreign producers, split and keyed by trace. */
  public static final TopicSpec SPANS_REKEYED =
      new TopicSpec(
          "spans-rekeyed",
          "trace id, 32 lower-case hex",
          "OTLP export request; the header plumbline-signal says which",
          DELETE,
          Duration.ofHours(24),
          COMMON,
          INTERNAL,
          "Records whose key or partition was not ours, split by trace.");

  /** Normalised interactions. */
  public static final TopicSpec INTERACTIONS =
      new TopicSpec(
          "interactions.v1",
          "trace id",
          "plumbline.v1.Interaction",
          DELETE,
          Duration.ofHours(72),
          COMMON,
          INTERNAL,
          "One record per interaction and revision, for the console and replay.");

  /** The ledger. */
  public static final TopicSpec DECISIONS =
      new TopicSpec(
          "decisions.v1",
          "trace id",
          "plumbline.v1.Decision",
          DELETE,
          Duration.ofDays(30),
          COMMON,
          PUBLIC,
          "What became of each interaction at each evaluator; the highest seq wins.");

  /** Results of every evaluator. */
  public static final TopicSpec SCORES =
      new TopicSpec(
          "scores.v1",
          "trace id",
          "plumbline.v1.Score",
          DELETE,
          Duration.ofDays(30),
          COMMON,
          PUBLIC,
          "One result of one evaluator; the highest revision per score id wins.");

  /** Results of every evaluator, for sinks that cannot read protobuf. */
  public static final TopicSpec SCORES_JSON =
      new TopicSpec(
          "scores.json.v1",
          "trace id",
          "JSON of plumbline.v1.Score, in protobuf's own mapping",
          DELETE,
          Duration.ofDays(7),
          COMMON,
          PUBLIC,
          "The records of scores.v1 as JSON; off unless scoring.publish.scoresJson.");

  /** Results of every evaluator, for Collectors. */
  public static final TopicSpec SCORES_OTLP =
      new TopicSpec(
          "scores.otlp.v1",
          "trace id",
          "opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest",
          DELETE,
          Duration.ofDays(7),
          COMMON,
          PUBLIC,
          "The records of scores.v1 as events gen_ai.evaluation.result, shaped as otlp_logs"
              + " (otlp_proto); off unless scoring.publish.scoresOtlp.");

  /** Work for the judge. */
  public static final TopicSpec JUDGE_REQUESTS =
      new TopicSpec(
          "judge-requests.v1",
          "judgment key",
          "plumbline.v1.JudgeRequest",
          DELETE,
          Duration.ofHours(24),
          COMMON,
          INTERNAL,
          "The sampled interactions, self-contained.");

  /** What the judge said. */
  public static final TopicSpec JUDGE_VERDICTS =
      new TopicSpec(
          "judge-verdicts.v1",
          "trace id",
          "plumbline.v1.Verdict",
          DELETE,
          Duration.ofDays(30),
          COMMON,
          INTERNAL,
          "How each judge call ended.");

  /** What users did. */
  public static final TopicSpec SIGNALS =
      new TopicSpec(
          "signals.v1",
          "trace id",
          "plumbline.v1.Signal",
          DELETE,
          Duration.ofDays(30),
          COMMON,
          PUBLIC,
          "Thumbs, ratings, edits and other feedback, resolved to a trace.");

  /** Where answers are known by other names than their trace's. */
  public static final TopicSpec LINKS =
      new TopicSpec(
          "links",
          "tenant, r or c, and the id of a response or conversation",
          "Link, a message of scoring-streams",
          DELETE,
          Duration.ofHours(24),
          COMMON,
          INTERNAL,
          "Answers by response and conversation, and the feedback that looks for them there.");

  /** Calls that several traces tell of. */
  public static final TopicSpec SAME_CALLS =
      new TopicSpec(
          "same-calls",
          "trace id",
          "SameCall, a message of scoring-streams",
          DELETE,
          Duration.ofHours(24),
          COMMON,
          INTERNAL,
          "Which of several interactions that tell of one call counts.");

  /** Cases for people. */
  public static final TopicSpec REVIEW_ITEMS =
      new TopicSpec(
          "review-items.v1",
          "item id",
          "plumbline.v1.ReviewItem",
          COMPACT,
          FOREVER,
          COMMON,
          INTERNAL,
          "The review queue.");

  /** What people said. */
  public static final TopicSpec LABELS =
      new TopicSpec(
          "labels.v1",
          "item id and reviewer",
          "plumbline.v1.Label",
          COMPACT,
          FOREVER,
          COMMON,
          PUBLIC,
          "Human labels; the last one of an item and reviewer counts.");

  /** What people said, where the answer's task reads it. */
  public static final TopicSpec LABELS_BY_TRACE =
      new TopicSpec(
          "labels-by-trace",
          "trace id",
          "plumbline.v1.Label",
          DELETE,
          Duration.ofHours(24),
          COMMON,
          INTERNAL,
          "Labels on their way to the decision about their answer.");

  /** Differences of windows on their way to the slice that they belong to. */
  public static final TopicSpec WINDOW_DELTAS =
      new TopicSpec(
          "window-deltas",
          "slice, metric, instrument and window",
          "plumbline.v1.SliWindow",
          DELETE,
          Duration.ofHours(24),
          COMMON,
          INTERNAL,
          "Differences of additive sums, partitioned by slice, metric and instrument.");

  /** Windows with their estimates. */
  public static final TopicSpec SLI_WINDOWS =
      new TopicSpec(
          "sli-windows.v1",
          "slice, metric, instrument and window",
          "plumbline.v1.SliWindow",
          COMPACT_DELETE,
          Duration.ofDays(90),
          COMMON,
          PUBLIC,
          "Additive sums and the estimate of one slice, metric and minute or hour.");

  /** Results of offline suites. */
  public static final TopicSpec OFFLINE_RESULTS =
      new TopicSpec(
          "offline-results.v1",
          "suite, metric and slice",
          "plumbline.v1.OfflineResult",
          COMPACT,
          FOREVER,
          COMMON,
          PUBLIC,
          "What the offline suites say.");

  /** Sampling plans, the same in every partition. */
  public static final TopicSpec PLANS =
      new TopicSpec(
          "plans",
          "\"plan\"",
          "plumbline.v1.Plan",
          COMPACT,
          FOREVER,
          COMMON,
          INTERNAL,
          "The current sampling plan, written to every partition.");

  /** What the plan task learns from. */
  public static final TopicSpec PLAN_INPUTS =
      new TopicSpec(
          "plan-inputs",
          "evaluator",
          "plumbline.v1.PlanInput",
          DELETE,
          Duration.ofHours(24),
          SINGLE,
          INTERNAL,
          "What the plan learns from: differences of one task, every ten seconds.");

  /** What could not be processed. */
  public static final TopicSpec DEAD_LETTERS =
      new TopicSpec(
          "dead-letters.v1",
          "source key",
          "original bytes; headers __streams.errors.* say why and from where",
          DELETE,
          Duration.ofDays(7),
          COMMON,
          INTERNAL,
          "Original bytes with the reason and where they came from.");

  /** What became of every span. */
  public static final TopicSpec SPAN_LEDGER =
      new TopicSpec(
          "span-ledger.v1",
          "tenant, service and task",
          "plumbline.v1.SpanLedger",
          COMPACT,
          FOREVER,
          COMMON,
          INTERNAL,
          "How many spans of a service were read, and what became of them.");

  /** The whole table, in the order of the flow. */
  public static final List<TopicSpec> ALL =
      List.of(
          OTLP_SPANS,
          OTLP_LOGS,
          SPANS_REKEYED,
          INTERACTIONS,
          DECISIONS,
          SCORES,
          SCORES_JSON,
          SCORES_OTLP,
          JUDGE_REQUESTS,
          JUDGE_VERDICTS,
          SIGNALS,
          LINKS,
          SAME_CALLS,
          REVIEW_ITEMS,
          LABELS,
          LABELS_BY_TRACE,
          WINDOW_DELTAS,
          SLI_WINDOWS,
          OFFLINE_RESULTS,
          PLANS,
          PLAN_INPUTS,
          DEAD_LETTERS,
          SPAN_LEDGER);

  private TopicCatalog() {}
}
