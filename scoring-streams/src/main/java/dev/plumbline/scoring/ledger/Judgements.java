package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.sampling.JudgeDecision;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.LedgerOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of an interaction at its judges. A judge decides once: at the first revision that
 * has the answer's content. Later revisions keep the draw and the probability, and move what is
 * booked. What the judge said of other content says nothing of the one that stands now: it is taken
 * back, with the labels and the cases for people, and the judge is asked again.
 */
final class Judgements {
  private static final long KEEP_MILLIS = Duration.ofDays(7).toMillis();

  /** A sender of ever new content cannot make us pay for one answer without end. */
  private static final int MOST_ASKED = 3;

  private final Sink sink;
  private final Booker booker;
  private final Outcomes outcomes;
  private final People people;
  private final long expiryMillis;

  Judgements(Sink sink, Booker booker, Outcomes outcomes, People people, Duration pendingExpiry) {
    this.sink = sink;
    this.booker = booker;
    this.outcomes = outcomes;
    this.people = people;
    this.expiryMillis = pendingExpiry.toMillis();
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
          .ifPresent(last -> goesOn(entry, evaluator, last, news, at));
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
      booker.judged(entry, evaluator, metric, decision, state);
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
    evaluator
        .setExpiresAt(now + expiryMillis)
        .setContent(Decisions.shown(news.interaction()))
        .setAsked(evaluator.getAsked() + 1);
    entry.keepUntil(now + KEEP_MILLIS);
    sink.send(
        LedgerProcessor.TO_REQUESTS,
        decision.getJudgmentKey(),
        Decisions.request(news.interaction(), decision, at, evaluator.getAsked() - 1));
  }

  /** Takes back what people were asked to look at. */
  void takeBack(Decision decision) {
    people.takeBack(decision);
  }

  private static JudgedState state(JudgeDecision judge) {
    if (judge.eligible()) {
      return judge.asked() ? JudgedState.PENDING : JudgedState.SAMPLED_OUT;
    }
    return Decisions.awaitsContent(judge) ? JudgedState.NOT_SCORABLE : JudgedState.FILTERED;
  }

  private void goesOn(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      Decision last,
      Evaluated news,
      Contribution at) {
    boolean changed =
        !evaluator.getContent().isEmpty()
            && !evaluator.getContent().equals(Decisions.shown(news.interaction()));
    if (changed) {
      again(entry, evaluator, last, news, at);
      return;
    }
    long now = news.interaction().getArrivalUnixMillis();
    Decision moved =
        booker.decide(entry, evaluator, Decisions.moved(last, news.interaction()), now);
    for (int i = 0; i < evaluator.getMetricsCount(); i++) {
      JudgedState state = JudgedState.of(Booker.booked(evaluator, i));
      booker.judged(entry, evaluator, evaluator.getMetrics(i), moved, state);
    }
  }

  /** Asks about changed content under the same decision; what was said of the last one is void. */
  private void again(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      Decision last,
      Evaluated news,
      Contribution at) {
    people.takeBack(last);
    evaluator.clearLabels();
    if (last.getOutcome() != LedgerOutcome.PENDING) {
      // How it ended was counted, and is not counted twice.
      evaluator.clearFirstPi();
    }
    long now = news.interaction().getArrivalUnixMillis();
    boolean captured = news.interaction().getOutputState() == ContentState.FULL;
    JudgedState state =
        !captured
            ? JudgedState.NOT_SCORABLE
            : evaluator.getAsked() < MOST_ASKED ? JudgedState.PENDING : JudgedState.NO_VERDICT;
    Decision next =
        state == JudgedState.PENDING
            ? Decisions.again(last, news.interaction(), evaluator.getAsked())
            : Decisions.changedTo(last, news.interaction(), captured);
    Decision decision = booker.decide(entry, evaluator, next, now);
    if (state == JudgedState.PENDING) {
      ask(entry, evaluator, news, decision, at, now);
    } else {
      evaluator.setExpiresAt(0).setContent(Decisions.shown(news.interaction()));
      outcomes.closed(entry, evaluator, decision, Map.of());
      Scores.published(sink, evaluator, decision, Map.of());
    }
    for (String metric : List.copyOf(evaluator.getMetricsList())) {
      booker.judged(entry, evaluator, metric, decision, state);
    }
  }
}
