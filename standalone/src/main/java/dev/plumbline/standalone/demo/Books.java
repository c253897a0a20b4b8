package dev.plumbline.standalone.demo;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Verdict;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Everything that stands on the topics, read back: the latest of each thing by its identity. */
final class Books implements AutoCloseable {
  private final TopicTail<ExportTraceServiceRequest> spanTail;
  private final TopicTail<Interaction> interactionTail;
  private final TopicTail<Score> scoreTail;
  private final TopicTail<Decision> decisionTail;
  private final TopicTail<Verdict> verdictTail;
  private final TopicTail<SliWindow> windowTail;
  private final Set<String> spans = new HashSet<>();
  private final Set<String> interactions = new HashSet<>();
  private final Map<String, Score> scores = new HashMap<>();
  private final Map<String, Decision> decisions = new HashMap<>();
  private final Map<String, Verdict> verdicts = new HashMap<>();
  private final Map<String, SliWindow> windows = new HashMap<>();
  private long verdictRecords;

  Books(KafkaConfig kafka) {
    spanTail =
        new TopicTail<>(
            kafka, TopicCatalog.OTLP_SPANS, ExportTraceServiceRequest.getDefaultInstance());
    interactionTail =
        new TopicTail<>(kafka, TopicCatalog.INTERACTIONS, Interaction.getDefaultInstance());
    scoreTail = new TopicTail<>(kafka, TopicCatalog.SCORES, Score.getDefaultInstance());
    decisionTail = new TopicTail<>(kafka, TopicCatalog.DECISIONS, Decision.getDefaultInstance());
    verdictTail = new TopicTail<>(kafka, TopicCatalog.JUDGE_VERDICTS, Verdict.getDefaultInstance());
    windowTail = new TopicTail<>(kafka, TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance());
  }

  /** Reads what has come since, and says how many records. */
  int read() {
    int read = spanTail.poll((key, request) -> count(request));
    read += interactionTail.poll((key, i) -> interactions.add(i.getInteractionId()));
    read +=
        scoreTail.poll(
            (key, score) ->
                scores.merge(
                    score.getScoreId(),
                    score,
                    (a, b) -> b.getRevision() >= a.getRevision() ? b : a));
    read +=
        decisionTail.poll(
            (key, decision) ->
                decisions.merge(
                    decision.getInteractionId() + "|" + decision.getEvaluator().getId(),
                    decision,
                    (a, b) -> b.getSeq() >= a.getSeq() ? b : a));
    read +=
        verdictTail.poll(
            (key, verdict) -> {
              verdictRecords++;
              verdicts.putIfAbsent(verdict.getJudgmentKey(), verdict);
            });
    read += windowTail.poll(windows::put, windows::remove);
    return read;
  }

  /** Different spans received. */
  long spans() {
    return spans.size();
  }

  /** Different interactions. */
  long interactions() {
    return interactions.size();
  }

  /** Metric to outcome to count, by the latest revision of each score. */
  Map<String, Map<String, Long>> scores() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (Score score : scores.values()) {
      add(counts, score.getEvaluator().getId(), word(score.getOutcome()));
    }
    return counts;
  }

  /** Evaluator to ledger outcome to count, by the latest decision of each interaction. */
  Map<String, Map<String, Long>> decisions() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (Decision decision : decisions.values()) {
      add(counts, decision.getEvaluator().getId(), word(decision.getOutcome()));
    }
    return counts;
  }

  /** Judge's evaluator to how many interactions it was asked about. */
  Map<String, Long> asked() {
    Map<String, Long> counts = new TreeMap<>();
    decisions.values().stream()
        .filter(decision -> !decision.getJudgmentKey().isEmpty())
        .forEach(decision -> counts.merge(decision.getEvaluator().getId(), 1L, Long::sum));
    return counts;
  }

  /** Verdict status to count. */
  Map<String, Long> verdicts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Verdict verdict : verdicts.values()) {
      counts.merge(verdict.getStatus().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }
    return counts;
  }

  /** Verdicts as records: more than {@link #verdicts} when a request was answered twice. */
  long verdictRecords() {
    return verdictRecords;
  }

  /** The published windows by their keys. */
  Map<String, SliWindow> windows() {
    return windows;
  }

  /** An outcome as a lower-case word. */
  static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static String word(LedgerOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private void count(ExportTraceServiceRequest request) {
    request.getResourceSpansList().stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .forEach(
            s ->
                spans.add(
                    s.getTraceId().concat(s.getSpanId()).toString(StandardCharsets.ISO_8859_1)));
  }

  private static void add(Map<String, Map<String, Long>> counts, String key, String word) {
    counts.computeIfAbsent(key, k -> new TreeMap<>()).merge(word, 1L, Long::sum);
  }

  @Override
  public void close() {
    spanTail.close();
    interactionTail.close();
    scoreTail.close();
    decisionTail.close();
    verdictTail.close();
    windowTail.close();
  }
}
