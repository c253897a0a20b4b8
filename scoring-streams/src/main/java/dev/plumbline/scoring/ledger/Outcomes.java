package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.publish.OutcomeMeters;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.LedgerOutcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Counts how an interaction ended at an evaluator, when it first ends there. An answer that a judge
 * was asked about stands for u / pi answers, pi being that of the first decision, and one that was
 * not drawn for none: the drawn ones stand for it. An answer that is asked about later, since users
 * did something about it, has ended as not drawn, and is not counted again: counters cannot take
 * back what the first draws stood for, and stay right without it. Everything else stands for u, its
 * upstream adjusted count.
 */
final class Outcomes {
  private final OutcomeMeters meters;

  Outcomes(OutcomeMeters meters) {
    this.meters = meters;
  }

  /** A check's first result. */
  void checked(LedgerEntry entry, Decision decision, CheckResult result) {
    String word =
        result.outcome() instanceof CheckOutcome.Scored scored
            ? scored.pass() ? "pass" : "fail"
            : word(decision);
    add(entry, decision, result.checkId(), word, entry.at().getU());
  }

  /** A judge's first decision: the end, unless it is asked. */
  void decided(
      LedgerEntry entry, EvaluatorRow.Builder row, Decision decision, List<String> metrics) {
    if (decision.getOutcome() == LedgerOutcome.PENDING) {
      row.setFirstPi(decision.getPi());
      return;
    }
    double weight = decision.getOutcome() == LedgerOutcome.SAMPLED_OUT ? 0 : entry.at().getU();
    metrics.forEach(metric -> add(entry, decision, metric, word(decision), weight));
  }

  /**
   * A judge that was asked has answered, or will not.
   *
   * @param answers by metric; a metric without one ended as the decision says
   */
  void closed(
      LedgerEntry entry,
      EvaluatorRow.Builder row,
      Decision decision,
      Map<String, JudgedState> answers) {
    if (row.getFirstPi() == 0) {
      return;
    }
    double weight = entry.at().getU() / row.getFirstPi();
    for (String metric : row.getMetricsList()) {
      JudgedState answer = answers.get(metric);
      String word = answer == null ? word(decision) : said(answer);
      add(entry, decision, metric, word, weight);
    }
  }

  private void add(
      LedgerEntry entry, Decision decision, String metric, String outcome, double weight) {
    Contribution at = entry.at();
    String counted = entry.counts() ? outcome : "filtered";
    meters.add(at.getSlice(), metric, counted, weight, decision.getDecidedUnixMillis());
  }

  private static String said(JudgedState answer) {
    return answer == JudgedState.PASSED ? "pass" : "fail";
  }

  private static String word(Decision decision) {
    // A verdict without one of its criteria says nothing of that one.
    return decision.getOutcome() == LedgerOutcome.SCORED
        ? "judge_malformed"
        : decision.getOutcome().name().toLowerCase(Locale.ROOT).replaceFirst("^skip_", "");
  }
}
