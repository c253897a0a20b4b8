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
import java.util.Map;
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
  private final Outcomes outcomes;
  private final People people;
  private final long expiryMillis;
  private final ScoringMetrics metrics;

  Judgements(
      Sink sink,
      Booker booker,
      Outcomes outcomes,
      People people,
      Duration pendingExpiry,
      ScoringMetrics metrics) {
    this.sink = sink;
    this.booker = booker;
    this.outcomes = outcomes;
    this.people = people;
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
    boolean open = LedgerEntry.isOpen(evaluator);
    Decision decision = booker.decide(entry, evaluator, Decisions.judge(news, judge, at), now);
    if (judge.asked()) {
      ask(entry, evaluator, news, decision, at, now);
    }
    JudgedState state = state(judge);
    List<String> metrics =
        judge.criteria().stream().map(criterion -> judge.rubric() + "/" + criterion).toList();
    if (open) {
      outcomes.decided(entry, evaluator, decision, metrics);
    }
    for (String metric : metrics) {
      book(entry, evaluator, metric, decision, at, state);
    }
  }

  /** Asks the judge, and waits for its verdict. */
  void ask(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      Evaluated news,
      Decision decision,
      Contribution at,
      long now) {
    evaluator.setExpiresAt(now + expiryMillis);
    entry.keepUntil(now + KEEP_MILLIS);
    sink.send(
        LedgerProcessor.TO_REQUESTS,
        decision.getJudgmentKey(),
        Decisions.request(news.interaction(), decision, at));
  }

  private static JudgedState state(JudgeDecision judge) {
    if (judge.eligible()) {
      return judge.asked() ? JudgedState.PENDING : JudgedState.SAMPLED_OUT;
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
      book(entry, evaluator, metric, moved, at, state);
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
      rebook(entry, evaluator, metric, closed, answers.getOrDefault(metric, otherwise));
    }
    people.queue(entry, asked, closed);
    return closed;
  }

  /** Books a metric as the decision and what is known of it say. */
  void rebook(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      String metric,
      Decision decision,
      JudgedState state) {
    book(entry, evaluator, metric, decision, entry.at(), state);
  }

  private void book(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      String metric,
      Decision decision,
      Contribution at,
      JudgedState state) {
    booker.book(
        entry,
        evaluator,
        metric,
        Bookings.judged(at, metric, decision, state, Labels.agreed(evaluator, metric)));
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
}
