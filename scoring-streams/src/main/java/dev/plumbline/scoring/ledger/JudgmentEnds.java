package dev.plumbline.scoring.ledger;

import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Audited;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a pending judgment ends: with a verdict, or when its time is up. People are drawn then. */
final class JudgmentEnds {
  private final Sink sink;
  private final Booker booker;
  private final Outcomes outcomes;
  private final People people;
  private final ScoringMetrics metrics;

  JudgmentEnds(Sink sink, Booker booker, Outcomes outcomes, People people, ScoringMetrics metrics) {
    this.sink = sink;
    this.booker = booker;
    this.outcomes = outcomes;
    this.people = people;
    this.metrics = metrics;
  }

  /** The first verdict of a pending judgment closes it; every other changes nothing. */
  void verdict(LedgerEntry entry, Verdict verdict, long now) {
    Optional<EvaluatorRow.Builder> held = entry.find(verdict.getEvaluator().getId());
    Optional<Decision> asked =
        held.flatMap(LedgerEntry::decision)
            .filter(last -> last.getJudgmentKey().equals(verdict.getJudgmentKey()));
    if (held.isEmpty() || asked.isEmpty()) {
      boolean earlier = held.filter(row -> verdict.getVote() + 1 < row.getAsked()).isPresent();
      metrics.dropped(earlier ? Drop.LATE_VERDICT : Drop.UNKNOWN_VERDICT, 1);
      return;
    }
    if (asked.get().getOutcome() != LedgerOutcome.PENDING) {
      metrics.dropped(Drop.LATE_VERDICT, 1);
      return;
    }
    EvaluatorRow.Builder evaluator = held.get();
    LedgerOutcome outcome = Scores.outcome(verdict);
    Map<String, JudgedState> answers =
        outcome == LedgerOutcome.SCORED ? Scores.answers(verdict) : Map.of();
    Decision closed =
        close(
            entry,
            evaluator,
            asked.get(),
            asked.get().toBuilder().setOutcome(outcome).setReason(verdict.getDetail()),
            answers,
            verdict.getSuspicion(),
            now);
    for (CriterionVerdict criterion : verdict.getCriteriaList()) {
      if (answers.containsKey(Scores.metric(verdict, criterion))
          && evaluator.getMetricsList().contains(Scores.metric(verdict, criterion))) {
        sink.send(
            LedgerProcessor.TO_SCORES,
            closed.getTraceId(),
            Scores.of(closed, entry.row().getRootSpanId(), verdict, criterion));
      }
    }
  }

  /** The end of a pending judgment, with the draws for people that follow from it. */
  private Decision close(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      Decision asked,
      Decision.Builder end,
      Map<String, JudgedState> answers,
      double suspicion,
      long now) {
    boolean outside = end.getOutcome() == LedgerOutcome.SKIP_NOT_SCORABLE;
    JudgedState otherwise = outside ? JudgedState.NOT_SCORABLE : JudgedState.NO_VERDICT;
    if (!outside) {
      end.addAllHumanDraws(
          people.draws(
              entry,
              evaluator,
              asked,
              metric -> answers.getOrDefault(metric, otherwise).judgement(),
              suspicion));
    }
    Decision closed = booker.decide(entry, evaluator.setExpiresAt(0), end.build(), now);
    outcomes.closed(entry, evaluator, closed, answers);
    for (String metric : List.copyOf(evaluator.getMetricsList())) {
      booker.judged(entry, evaluator, metric, closed, answers.getOrDefault(metric, otherwise));
    }
    Scores.published(sink, evaluator, closed, answers);
    people.queue(entry, asked, closed);
    for (HumanDraw audit : People.audits(closed)) {
      metrics.audit(evaluator.getEvaluator(), Audited.DRAWN);
      if (Labels.isLabelled(evaluator, audit.getMetric())) {
        metrics.audit(evaluator.getEvaluator(), Audited.LABELLED);
      }
    }
    return closed;
  }

  /** Pending judgments whose time is up at {@code now} end as expired, at that time. */
  void expire(LedgerEntry entry, long now) {
    for (EvaluatorRow.Builder evaluator : entry.evaluators()) {
      long at = evaluator.getExpiresAt();
      if (at != 0 && at <= now) {
        Decision last = LedgerEntry.decision(evaluator).orElseThrow();
        close(
            entry,
            evaluator,
            last,
            last.toBuilder().setOutcome(LedgerOutcome.EXPIRED).setReason("no_verdict_in_time"),
            Map.of(),
            0,
            at);
      }
    }
  }

  /** The answer counts, or does so no more: its cases come and go with it. */
  void recounted(LedgerEntry entry) {
    entry.evaluators().stream()
        .map(LedgerEntry::decision)
        .flatMap(Optional::stream)
        .forEach(last -> people.recounted(entry, last));
  }

  /** The answer is known no longer, so that a label of it would mean nothing. */
  void forgotten(LedgerEntry entry) {
    for (EvaluatorRow.Builder evaluator : entry.evaluators()) {
      LedgerEntry.decision(evaluator).ifPresent(last -> forgotten(evaluator, last));
    }
  }

  private void forgotten(EvaluatorRow.Builder evaluator, Decision last) {
    people.takeBack(last);
    for (HumanDraw audit : People.audits(last)) {
      if (!Labels.isLabelled(evaluator, audit.getMetric())) {
        metrics.audit(evaluator.getEvaluator(), Audited.NEVER_LABELLED);
      }
    }
  }
}
