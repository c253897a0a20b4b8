package dev.plumbline.scoring.ledger;

import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.scoring.windows.DimensionValues;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import java.time.Duration;
import java.util.Map;

/** What a revision does to a row of the ledger. Stores and time are the caller's. */
final class LedgerBook {
  private static final long KEEP_MILLIS = Duration.ofHours(24).toMillis();

  private final Sink sink;
  private final Booker booker;
  private final Outcomes outcomes;
  private final Judgements judgements;
  private final UserSignals signals;
  private final AnswerLinks links;
  private final DimensionValues values;

  LedgerBook(
      Sink sink,
      Booker booker,
      Outcomes outcomes,
      Judgements judgements,
      UserSignals signals,
      AnswerLinks links,
      DimensionValues values) {
    this.sink = sink;
    this.booker = booker;
    this.outcomes = outcomes;
    this.judgements = judgements;
    this.signals = signals;
    this.links = links;
    this.values = values;
  }

  /** A first or later revision, at the time of its emit. */
  void evaluated(LedgerEntry entry, Evaluated news) {
    Interaction interaction = news.interaction();
    // What a judge's row is compared with must not change under it.
    int stratum =
        entry.judged() ? entry.at().getPostStratum() : CheckSuite.postStratum(news.checks());
    Contribution at =
        Slices.contribution(
            interaction,
            values.booked(Slices.of(interaction), interaction.getArrivalUnixMillis()),
            stratum);
    entry
        .row()
        .setInteractionId(interaction.getInteractionId())
        .setRootSpanId(interaction.getRootSpanId())
        .setFirstArrival(news.firstArrivalMillis())
        .setEndMillis(interaction.getEndUnixNanos() / 1_000_000)
        .clearWithin()
        .addAllWithin(news.within())
        .clearAbove()
        .addAllAbove(news.above())
        .setRevision(interaction.getRevision())
        .setContribution(at.toByteString())
        .clearSupersededBy();
    entry.keepUntil(interaction.getArrivalUnixMillis() + KEEP_MILLIS);
    sink.send(LedgerProcessor.TO_INTERACTIONS, interaction.getTraceId(), interaction);
    for (CheckResult result : news.checks()) {
      checked(entry, news, result, at);
    }
    judgements.evaluated(entry, news, at);
    signals.rebook(entry);
    links.known(entry, interaction);
  }

  /**
   * Takes an interaction out that is a part of another one: out of every window, with a last
   * decision and score that say so.
   */
  void superseded(LedgerEntry entry, Interaction by) {
    String trace = by.getTraceId();
    entry.row().setSupersededBy(by.getInteractionId()).setRevision(by.getRevision());
    sink.send(
        LedgerProcessor.TO_INTERACTIONS,
        trace,
        Interaction.newBuilder()
            .setInteractionId(entry.row().getInteractionId())
            .setTraceId(trace)
            .setRootSpanId(entry.row().getRootSpanId())
            .setTenant(by.getTenant())
            .setRevision(by.getRevision())
            .setArrivalUnixMillis(by.getArrivalUnixMillis())
            .setSupersededBy(by.getInteractionId())
            .build());
    for (EvaluatorRow.Builder evaluator : entry.evaluators()) {
      evaluator.setExpiresAt(0);
      LedgerEntry.decision(evaluator)
          .map(last -> Decisions.superseded(last, by.getRevision()))
          .ifPresent(
              last -> {
                boolean first = LedgerEntry.isOpen(evaluator);
                Decision ended = booker.decide(entry, evaluator, last, by.getArrivalUnixMillis());
                if (first) {
                  outcomes.closed(entry, evaluator, ended, Map.of());
                }
                judgements.takeBack(last);
                Scores.takenBack(last, evaluator.getMetricsList(), Decisions.SUPERSEDED)
                    .forEach(score -> sink.send(LedgerProcessor.TO_SCORES, trace, score));
              });
      booker.withdraw(entry, evaluator);
    }
    links.gone(entry);
  }

  private void checked(LedgerEntry entry, Evaluated news, CheckResult result, Contribution at) {
    Interaction interaction = news.interaction();
    EvaluatorRow.Builder evaluator = entry.evaluator(result.checkId());
    boolean first = LedgerEntry.isOpen(evaluator);
    Decision decision =
        booker.decide(
            entry,
            evaluator,
            Decisions.check(news, result, at),
            interaction.getArrivalUnixMillis());
    if (first) {
      outcomes.checked(entry, decision, result);
    }
    sink.send(LedgerProcessor.TO_SCORES, interaction.getTraceId(), Scores.of(interaction, result));
    booker.book(entry, evaluator, result.checkId(), Bookings.check(at, result, news.checkSet()));
  }
}
