package dev.plumbline.standalone.demo;

import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds what stands on the topics against what was acknowledged and what is true about it, and the
 * topics against each other.
 */
final class Balance {
  private static final String JUDGE = "answer-quality";
  private static final String THUMBS = "user_feedback";

  private final List<String> problems = new ArrayList<>();

  private Balance() {}

  /** Everything that does not add up; empty when all does. */
  static List<String> problems(Traffic.Sent sent, Books books) {
    Balance balance = new Balance();
    balance.equal("spans on the topic", sent.acknowledgedSpans(), books.spans());
    balance.equal("interactions", sent.acknowledged(), books.interactions());
    balance.decisions(sent, books);
    balance.scores(sent, books);
    balance.judge(books);
    balance.windows(sent, books);
    return List.copyOf(balance.problems);
  }

  /** Every interaction has one ended decision at every evaluator. */
  private void decisions(Traffic.Sent sent, Books books) {
    TreeSet<String> evaluators = new TreeSet<>(sent.expected().keySet());
    evaluators.add(JUDGE);
    evaluators.addAll(books.decisions().keySet());
    for (String evaluator : evaluators) {
      Map<String, Long> outcomes = books.decisions().getOrDefault(evaluator, Map.of());
      long sum = outcomes.values().stream().mapToLong(Long::longValue).sum();
      equal("decisions of " + evaluator, sent.acknowledged(), sum);
      equal("pending decisions of " + evaluator, 0, outcomes.getOrDefault("pending", 0L));
    }
  }

  /** Every check said what is true. */
  private void scores(Traffic.Sent sent, Books books) {
    sent.expected()
        .forEach(
            (check, expected) -> {
              Map<String, Long> found = books.scores().getOrDefault(check, Map.of());
              TreeSet<String> outcomes = new TreeSet<>(expected.keySet());
              outcomes.addAll(found.keySet());
              for (String outcome : outcomes) {
                equal(
                    check + " " + outcome,
                    expected.getOrDefault(outcome, 0L),
                    found.getOrDefault(outcome, 0L));
              }
            });
  }

  private void judge(Books books) {
    long asked = books.asked().values().stream().mapToLong(Long::longValue).sum();
    long verdicts = books.verdicts().values().stream().mapToLong(Long::longValue).sum();
    equal("verdicts", asked, verdicts);
    equal("verdict records", asked, books.verdictRecords());
  }

  /** Windows hold what the scores say, in the finest slices and in the slice of everything. */
  private void windows(Traffic.Sent sent, Books books) {
    Map<String, StratumSums> finest = totals(books, true);
    Map<String, StratumSums> all = totals(books, false);
    books
        .scores()
        .forEach(
            (metric, outcomes) -> {
              long pass = outcomes.getOrDefault("pass", 0L);
              long fail = outcomes.getOrDefault("fail", 0L);
              sums(metric, finest, pass + fail, pass);
              sums(metric, all, pass + fail, pass);
              if (metric.startsWith(JUDGE + "/")) {
                long asked = books.asked().getOrDefault(JUDGE, 0L);
                equal("asked in windows of " + metric, asked, of(finest, metric).getAsked());
              } else {
                equal("n in windows of " + metric, pass + fail, of(finest, metric).getEligible());
              }
            });
    equal("thumbs in windows", sent.thumbs(), of(finest, THUMBS).getScored());
  }

  private void sums(String metric, Map<String, StratumSums> totals, long scored, long passed) {
    equal("scored in windows of " + metric, scored, of(totals, metric).getScored());
    equal("passed in windows of " + metric, passed, of(totals, metric).getPassed());
  }

  /** Metric to sums over all windows of the finest slices, or of the slice of everything. */
  static Map<String, StratumSums> totals(Books books, boolean finest) {
    Map<String, StratumSums> totals = new TreeMap<>();
    for (SliWindow window : books.windows().values()) {
      Slice slice = window.getSlice();
      if (finest ? RegressionWatch.finest(slice) : RegressionWatch.everything(slice)) {
        totals.merge(window.getMetric(), WindowSums.total(window.getStrataList()), WindowSums::add);
      }
    }
    return totals;
  }

  private static StratumSums of(Map<String, StratumSums> totals, String metric) {
    return totals.getOrDefault(metric, StratumSums.getDefaultInstance());
  }

  private void equal(String what, long expected, long found) {
    if (expected != found) {
      problems.add(what + ": expected " + expected + ", found " + found);
    }
  }
}
