package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.sampling.JudgeDecision;
import dev.plumbline.evaluation.sampling.JudgeSampler;
import dev.plumbline.evaluation.sampling.LateFact;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.assembly.KeptContent;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.checks.Evaluation;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.plan.CurrentPlan;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;

/**
 * What users do after the decision. While the content is kept it decides again about every answer
 * that it is about, asked or not, with the same draw and the larger chance; later it may only make
 * people look.
 */
final class LateFacts {
  private final CurrentPlan plan;
  private final KeptContent content;
  private final Evaluation evaluation;
  private final Judgements judgements;
  private final Booker booker;
  private final People people;
  private final ScoringMetrics metrics;

  LateFacts(
      CurrentPlan plan,
      KeptContent content,
      Evaluation evaluation,
      Judgements judgements,
      Booker booker,
      People people,
      ScoringMetrics metrics) {
    this.plan = plan;
    this.content = content;
    this.evaluation = evaluation;
    this.judgements = judgements;
    this.booker = booker;
    this.people = people;
    this.metrics = metrics;
  }

  /**
   * Considers what users did so far.
   *
   * @param traceKey tenant and trace id with a bar between
   */
  void noticed(LedgerEntry entry, String traceKey, long now) {
    Set<LateFact> facts = LateFact.of(entry.given());
    if (facts.isEmpty() || !entry.counts()) {
      return;
    }
    List<String> words = facts.stream().map(LateFact::word).toList();
    JudgeSampler sampler = plan.sampler();
    if (sampler.usesLateFacts() && isNews(entry, words)) {
      again(entry, traceKey, sampler, facts, now)
          .ifPresent(
              news -> {
                for (JudgeDecision judge : news.judges()) {
                  entry
                      .find(judge.rubric())
                      .ifPresent(evaluator -> raise(entry, evaluator, news, judge, words, now));
                }
              });
    }
    look(entry, now);
  }

  private void raise(
      LedgerEntry entry,
      EvaluatorRow.Builder evaluator,
      Evaluated news,
      JudgeDecision judge,
      List<String> words,
      long now) {
    Decision last = LedgerEntry.decision(evaluator).orElseThrow();
    if (!raises(last, judge)) {
      return;
    }
    Decision raised = booker.decide(entry, evaluator, Decisions.raised(last, judge, words), now);
    boolean newlyAsked = !last.getOutcome().equals(raised.getOutcome());
    if (newlyAsked) {
      judgements.ask(entry, evaluator, news, raised, entry.at(), now);
    }
    for (int i = 0; i < evaluator.getMetricsCount(); i++) {
      JudgedState state =
          newlyAsked ? JudgedState.PENDING : JudgedState.of(Booker.booked(evaluator, i));
      booker.judged(entry, evaluator, evaluator.getMetrics(i), raised, state);
    }
  }

  /** Makes people look at answers whose judge is done, for what users did since. */
  private void look(LedgerEntry entry, long now) {
    for (EvaluatorRow.Builder evaluator : entry.evaluators()) {
      LedgerEntry.decision(evaluator)
          .filter(Decisions::isAnswered)
          .ifPresent(
              done -> {
                Decision next = people.again(entry, evaluator, done);
                if (!next.equals(done)) {
                  people.queue(entry, done, booker.decide(entry, evaluator, next, now));
                }
              });
    }
  }

  private static boolean isNews(LedgerEntry entry, List<String> words) {
    return entry.evaluators().stream()
        .map(LedgerEntry::decision)
        .flatMap(Optional::stream)
        .filter(last -> last.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
        .anyMatch(last -> last.getEligible() && !last.getLateFactsList().containsAll(words));
  }

  /** The answer as it stands; one that cannot be evaluated again keeps its chance. */
  private Optional<Evaluated> again(
      LedgerEntry entry, String traceKey, JudgeSampler sampler, Set<LateFact> facts, long now) {
    try {
      return content.of(traceKey, now).stream()
          .flatMap(trace -> evaluation.of(trace, sampler, facts).stream())
          .filter(e -> e.interaction().getRootSpanId().equals(entry.row().getRootSpanId()))
          .map(e -> e.as(entry.row().getInteractionId()))
          .findFirst();
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      metrics.dropped(Drop.LATE_FACT_UNUSED, 1);
      return Optional.empty();
    }
  }

  /** Whether a decision may be made again: about the same question, to the same judge. */
  private static boolean raises(Decision last, JudgeDecision judge) {
    return last.getEligible()
        && judge.eligible()
        && last.getEvaluator().getVersion().equals(judge.rubricVersion())
        && last.getJudgeId().equals(judge.judgeId())
        && last.getJudgeSettings().equals(judge.judgeSettings())
        && judge.threshold() > last.getThreshold();
  }
}
