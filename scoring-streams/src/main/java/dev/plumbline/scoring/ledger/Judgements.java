package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.sampling.JudgeDecision;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of an interaction at its judges. A judge decides once: at the first revision that
 * has the answer's content. Later revisions keep the draw, the probability and the pending request,
 * and move what is booked.
 */
final class Judgements {
  private static final long KEEP_MILLIS = Duration.ofDays(7).toMillis();

  private final Sink sink;
  private final Booker booker;
  private final long expiryMillis;
  private final ScoringMetrics metrics;

  Judgements(Sink sink, Booker booker, Duration pendingExpiry, ScoringMetrics metrics) {
    this.sink = sink;
    this.booker = booker;
    this.expiryMillis = pendingExpiry.toMillis();
    this.metrics = metrics;
  }

  /** A first or later revision, booked at {@code at}. */
  void evaluated(LedgerEntry entry, Evaluated news, Contribution at) {
    Set<String> decided = new HashSet<>();
    for (JudgeDecision judge : news.judges()) {
      EvaluatorRow.Builder evaluator = entry.evaluator(judge.rubric());
      Optional<Decision> last = LedgerEntry.decision(evaluator);
      boolean again =
          last.filter(LedgerEntry::awaitsContent).isPresent() && !Decisions.awaitsContent(judge);
      if (last.isEmpty() || again) {
        first(entry, evaluator, news, judge, at);
        decided.add(judge.rubric());
      }
    }
    for (EvaluatorRow.Builder evaluator : entry.evaluators()) {
      LedgerEntry.decision(evaluator)
          .filter(last -> last.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
          .filter(last -> !decided.contains(evaluator.getEvaluator()))
          .ifPresent(last -> moved(entry, evaluator, last, news, at));
    }
  }

  private void first(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      Evaluated news,
      JudgeDecision judge,
      Contribution at) {
    long now = news.interaction().getArrivalUnixMillis();
    Decision decision = booker.decide(entry, evaluator, Decisions.judge(news, judge, at), now);
    if (judge.asked()) {
      evaluator.setExpiresAt(now + expiryMillis);
      entry.keepUntil(now + KEEP_MILLIS);
      sink.send(
          LedgerProcessor.TO_REQUESTS,
          decision.getJudgmentKey(),
          Decisions.request(news.interaction(), decision, at));
    }
    JudgedState state = state(judge);
    for (String criterion : judge.criteria()) {
      String metric = judge.rubric() + "/" + criterion;
      booker.book(entry, evaluator, metric, Bookings.judged(at, metric, decision, state));
    }
  }

  private static JudgedState state(JudgeDecision judge) {
    if (judge.eligible()) {
      return judge.asked() ? JudgedState.NO_VERDICT : JudgedState.SAMPLED_OUT;
    }
    return Decisions.awaitsContent(judge) ? JudgedState.NOT_SCORABLE : JudgedState.FILTERED;
  }

  private void moved(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      Decision last,
      Evaluated news,
      Contribution at) {
    Decision moved =
        booker.decide(
            entry,
            evaluator,
            Decisions.moved(last, news.interaction()),
            news.interaction().getArrivalUnixMillis());
    for (int i = 0; i < evaluator.getMetricsCount(); i++) {
      JudgedState state = JudgedState.of(Booker.booked(evaluator, i));
      String metric = evaluator.getMetrics(i);
      booker.book(entry, evaluator, metric, Bookings.judged(at, metric, moved, state));
    }
  }

  /** The first verdict of a pending judgment closes it; every other changes nothing. */
  void verdict(LedgerEntry entry, Verdict verdict, long now) {
    Optional<EvaluatorRow.Builder> held = entry.find(verdict.getEvaluator().getId());
    Optional<Decision> asked =
        held.flatMap(LedgerEntry::decision)
            .filter(last -> last.getJudgmentKey().equals(verdict.getJudgmentKey()));
    if (held.isEmpty() || asked.isEmpty()) {
      metrics.dropped(ScoringMetrics.Drop.UNKNOWN_VERDICT, 1);
      return;
    }
    if (asked.get().getOutcome() != LedgerOutcome.PENDING) {
      metrics.dropped(ScoringMetrics.Drop.LATE_VERDICT, 1);
      return;
    }
    EvaluatorRow.Builder evaluator = held.get().setExpiresAt(0);
    Decision closed =
        booker.decide(
            entry,
            evaluator,
            asked.get().toBuilder()
                .setOutcome(Scores.outcome(verdict))
                .setReason(verdict.getDetail())
                .build(),
            now);
    switch (closed.getOutcome()) {
      case SCORED -> scored(entry, evaluator, closed, verdict);
      case SKIP_NOT_SCORABLE -> {
        for (String metric : List.copyOf(evaluator.getMetricsList())) {
          rebook(entry, evaluator, metric, closed, JudgedState.NOT_SCORABLE);
        }
      }
      default -> {
        // Asked and not answered: stays booked as that.
      }
    }
  }

  private void scored(
      LedgerEntry entry, EvaluatorRow.Builder evaluator, Decision closed, Verdict verdict) {
    for (CriterionVerdict criterion : verdict.getCriteriaList()) {
      String metric = closed.getEvaluator().getId() + "/" + criterion.getCriterion();
      if (evaluator.getMetricsList().contains(metric)) {
        sink.send(
            LedgerProcessor.TO_SCORES,
            closed.getTraceId(),
            Scores.of(closed, entry.row().getRootSpanId(), verdict, criterion));
        rebook(
            entry,
            evaluator,
            metric,
            closed,
            criterion.getPass() ? JudgedState.PASSED : JudgedState.FAILED);
      }
    }
  }

  private void rebook(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      String metric,
      Decision decision,
      JudgedState state) {
    booker.book(entry, evaluator, metric, Bookings.judged(entry.at(), metric, decision, state));
  }

  /** Pending judgments whose time is up at {@code now} end as expired, at that time. */
  void expire(LedgerEntry entry, long now) {
    for (EvaluatorRow.Builder evaluator : entry.evaluators()) {
      long at = evaluator.getExpiresAt();
      if (at != 0 && at <= now) {
        Decision last = LedgerEntry.decision(evaluator).orElseThrow();
        booker.decide(
            entry,
            evaluator.setExpiresAt(0),
            last.toBuilder()
                .setOutcome(LedgerOutcome.EXPIRED)
                .setReason("no_verdict_in_time")
                .build(),
            at);
      }
    }
  }
}
