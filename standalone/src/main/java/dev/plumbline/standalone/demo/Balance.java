package dev.plumbline.standalone.demo;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads the topics back and holds every count against the others. */
final class Balance implements AutoCloseable {
  private final TopicTail<Interaction> interactionTail;
  private final TopicTail<Score> scoreTail;
  private final TopicTail<Decision> decisionTail;
  private final TopicTail<Verdict> verdictTail;
  private final TopicTail<SliWindow> windowTail;
  private final Set<String> interactions = new HashSet<>();
  private final Map<String, Score> scores = new HashMap<>();
  private final Map<String, Decision> decisions = new HashMap<>();
  private final Map<String, Verdict> verdicts = new HashMap<>();
  private final Map<String, SliWindow> windows = new HashMap<>();
  private long verdictRecords;

  Balance(KafkaConfig kafka) {
    interactionTail =
        new TopicTail<>(kafka, TopicCatalog.INTERACTIONS, Interaction.getDefaultInstance());
    scoreTail = new TopicTail<>(kafka, TopicCatalog.SCORES, Score.getDefaultInstance());
    decisionTail = new TopicTail<>(kafka, TopicCatalog.DECISIONS, Decision.getDefaultInstance());
    verdictTail = new TopicTail<>(kafka, TopicCatalog.JUDGE_VERDICTS, Verdict.getDefaultInstance());
    windowTail = new TopicTail<>(kafka, TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance());
  }

  /** Reads what has come. */
  void read() {
    interactionTail.poll((key, i) -> interactions.add(i.getInteractionId()));
    scoreTail.poll(
        (key, score) ->
            scores.merge(
                score.getScoreId(), score, (a, b) -> b.getRevision() >= a.getRevision() ? b : a));
    decisionTail.poll(
        (key, decision) ->
            decisions.merge(
                decision.getInteractionId() + "|" + decision.getEvaluator().getId(),
                decision,
                (a, b) -> b.getSeq() >= a.getSeq() ? b : a));
    verdictTail.poll(
        (key, verdict) -> {
          verdictRecords++;
          verdicts.putIfAbsent(verdict.getJudgmentKey(), verdict);
        });
    windowTail.poll(windows::put);
  }

  /** Everything that does not add up for this many acknowledged answers; empty when all does. */
  List<String> problems(long acknowledged) {
    List<String> problems = new ArrayList<>();
    equal(problems, "interactions", acknowledged, interactions.size());
    Map<String, Map<String, Long>> perEvaluator = decisionCounts();
    perEvaluator.forEach(
        (evaluator, outcomes) -> {
          long sum = outcomes.values().stream().mapToLong(Long::longValue).sum();
          equal(problems, "decisions of " + evaluator, acknowledged, sum);
          equal(
              problems,
              "pending decisions of " + evaluator,
              0,
              outcomes.getOrDefault("pending", 0L));
        });
    long asked = decisions.values().stream().filter(d -> !d.getJudgmentKey().isEmpty()).count();
    equal(problems, "verdicts", asked, verdicts.size());
    equal(problems, "verdict records", asked, verdictRecords);
    Map<String, StratumSums> totals = windowTotals();
    scoreCounts()
        .forEach(
            (metric, outcomes) -> {
              StratumSums total = totals.getOrDefault(metric, StratumSums.getDefaultInstance());
              long pass = outcomes.getOrDefault("pass", 0L);
              long fail = outcomes.getOrDefault("fail", 0L);
              equal(
                  problems, "scored rows in windows of " + metric, pass + fail, total.getScored());
              equal(problems, "passed rows in windows of " + metric, pass, total.getPassed());
            });
    return problems;
  }

  long interactionCount() {
    return interactions.size();
  }

  /** Metric to outcome to count, by the latest revision of each score. */
  Map<String, Map<String, Long>> scoreCounts() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (Score score : scores.values()) {
      counts
          .computeIfAbsent(score.getEvaluator().getId(), key -> new TreeMap<>())
          .merge(word(score.getOutcome()), 1L, Long::sum);
    }
    return counts;
  }

  /** Evaluator to ledger outcome to count, by the latest decision of each interaction. */
  Map<String, Map<String, Long>> decisionCounts() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    for (Decision decision : decisions.values()) {
      Evaluator evaluator = decision.getEvaluator();
      counts
          .computeIfAbsent(evaluator.getId(), key -> new TreeMap<>())
          .merge(word(decision.getOutcome()), 1L, Long::sum);
    }
    return counts;
  }

  Map<String, Long> verdictCounts() {
    Map<String, Long> counts = new TreeMap<>();
    verdicts
        .values()
        .forEach(v -> counts.merge(v.getStatus().name().toLowerCase(Locale.ROOT), 1L, Long::sum));
    return counts;
  }

  /** Sums of the finest slices per metric. */
  Map<String, StratumSums> windowTotals() {
    Map<String, StratumSums> totals = new TreeMap<>();
    for (SliWindow window : windows.values()) {
      if (RegressionWatch.finest(window.getSlice())) {
        totals.merge(window.getMetric(), WindowSums.total(window.getStrataList()), WindowSums::add);
      }
    }
    return totals;
  }

  private static void equal(List<String> problems, String what, long expected, long found) {
    if (expected != found) {
      problems.add(what + ": expected " + expected + ", found " + found);
    }
  }

  private static String word(Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private static String word(LedgerOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    interactionTail.close();
    scoreTail.close();
    decisionTail.close();
    verdictTail.close();
    windowTail.close();
  }
}
