package dev.plumbline.scoring.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.JudgeDecision;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.checks.Evaluated;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.state.EarlySignals;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.scoring.state.LedgerRow;
import dev.plumbline.scoring.state.SignalRow;
import dev.plumbline.v1.Contribution;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What each piece of news does to one row of the ledger. Stores and time are the caller's. */
final class LedgerBook {
  /** How long a signal waits for its interaction. */
  static final long EARLY_MILLIS = Duration.ofMinutes(10).toMillis();

  private static final long KEEP_MILLIS = Duration.ofHours(24).toMillis();
  private static final long KEEP_JUDGED_MILLIS = Duration.ofDays(7).toMillis();

  private final Sink sink;
  private final Booker booker;
  private final long expiryMillis;
  private final ScoringMetrics metrics;

  LedgerBook(Sink sink, Duration pendingExpiry, ScoringMetrics metrics) {
    this.sink = sink;
    this.booker = new Booker(sink);
    this.expiryMillis = pendingExpiry.toMillis();
    this.metrics = metrics;
  }

  /** A first or later revision. The judge's draw, probability and pending request stay. */
  void evaluated(LedgerRow.Builder row, Evaluated news, long now) {
    Interaction interaction = news.interaction();
    // Until an answer's content has come, nothing could be judged: the first complete revision
    // counts.
    boolean first = row.getRevision() == 0 || notScorable(row);
    int stratum = first ? CheckSuite.postStratum(news.checks()) : parse(row).getPostStratum();
    Contribution at = Slices.contribution(interaction, stratum);
    row.setInteractionId(interaction.getInteractionId())
        .setRootSpanId(interaction.getRootSpanId())
        .clearSpanIds()
        .addSpanIds(interaction.getAnswerSpanId())
        .addAllSpanIds(interaction.getStepsList().stream().map(Step::getSpanId).toList())
        .setRevision(interaction.getRevision())
        .setContribution(at.toByteString())
        .setDeleteAt(Math.max(row.getDeleteAt(), now + KEEP_MILLIS));
    sink.send(LedgerProcessor.TO_INTERACTIONS, interaction.getTraceId(), interaction);
    for (CheckResult result : news.checks()) {
      EvaluatorRow.Builder evaluator = evaluator(row, result.checkId());
      decide(evaluator, Decisions.check(interaction, result, at), now);
      sink.send(
          LedgerProcessor.TO_SCORES, interaction.getTraceId(), Scores.of(interaction, result));
      booker.book(
          evaluator,
          result.checkId(),
          Bookings.check(at, result.checkId(), result.outcome(), news.checkSet()));
    }
    for (JudgeDecision judge : news.judges()) {
      if (first && !judged(evaluator(row, judge.rubric()))) {
        firstJudgement(row, news, judge, at, now);
      } else {
        movedJudgement(row, interaction, judge, at, news.checkSet(), now);
      }
    }
    for (SignalRow signal : row.getSignalsList()) {
      bookSignal(row, signal, at);
    }
  }

  private void firstJudgement(
      LedgerRow.Builder row, Evaluated news, JudgeDecision judge, Contribution at, long now) {
    Interaction interaction = news.interaction();
    EvaluatorRow.Builder evaluator = evaluator(row, judge.rubric());
    Decision decision = decide(evaluator, Decisions.judge(interaction, judge, at), now);
    if (judge.asked()) {
      evaluator.setExpiresAt(now + expiryMillis);
      row.setDeleteAt(Math.max(row.getDeleteAt(), now + KEEP_JUDGED_MILLIS));
      sink.send(
          LedgerProcessor.TO_REQUESTS,
          decision.getJudgmentKey(),
          Decisions.request(interaction, decision, at));
    }
    if (judge.eligible()) {
      for (String criterion : judge.criteria()) {
        String metric = judge.rubric() + "/" + criterion;
        JudgedState state = judge.asked() ? JudgedState.NO_VERDICT : JudgedState.SAMPLED_OUT;
        booker.book(
            evaluator, metric, Bookings.judged(at, metric, decision, state, news.checkSet()));
      }
    }
  }

  /** A revision moves what is booked to its slice and window; the decision itself stands. */
  private void movedJudgement(
      LedgerRow.Builder row,
      Interaction interaction,
      JudgeDecision judge,
      Contribution at,
      String checkSet,
      long now) {
    EvaluatorRow.Builder evaluator = evaluator(row, judge.rubric());
    if (evaluator.getDecision().isEmpty()) {
      return;
    }
    Decision last = decision(evaluator);
    Decision moved =
        decide(
            evaluator,
            last.toBuilder()
                .setRevision(interaction.getRevision())
                .setSlice(at.getSlice())
                .setEndUnixMillis(interaction.getEndUnixNanos() / 1_000_000)
                .build(),
            now);
    for (int i = 0; i < evaluator.getMetricsCount(); i++) {
      JudgedState state = JudgedStates.of(evaluator.getBooked(i));
      booker.book(
          evaluator,
          evaluator.getMetrics(i),
          Bookings.judged(at, evaluator.getMetrics(i), moved, state, checkSet));
    }
  }

  /** The first verdict of a pending judgment closes it; every other changes nothing. */
  void verdict(LedgerRow.Builder row, Verdict verdict, long now) {
    EvaluatorRow.Builder evaluator = evaluator(row, verdict.getEvaluator().getId());
    Decision last = decision(evaluator);
    if (last.getOutcome() != LedgerOutcome.PENDING
        || !last.getJudgmentKey().equals(verdict.getJudgmentKey())) {
      metrics.dropped(ScoringMetrics.Drop.LATE_VERDICT, 1);
      return;
    }
    LedgerOutcome outcome = Scores.outcome(verdict);
    Decision closed =
        decide(
            evaluator.setExpiresAt(0),
            last.toBuilder().setOutcome(outcome).setReason(verdict.getDetail()).build(),
            now);
    Contribution at = parse(row);
    for (CriterionVerdict criterion : verdict.getCriteriaList()) {
      String metric = closed.getEvaluator().getId() + "/" + criterion.getCriterion();
      if (outcome == LedgerOutcome.SCORED && evaluator.getMetricsList().contains(metric)) {
        sink.send(
            LedgerProcessor.TO_SCORES, closed.getTraceId(), Scores.of(closed, verdict, criterion));
        JudgedState state = criterion.getPass() ? JudgedState.PASSED : JudgedState.FAILED;
        booker.book(evaluator, metric, Bookings.judged(at, metric, closed, state, ""));
      }
    }
    if (outcome == LedgerOutcome.SKIP_NOT_SCORABLE) {
      for (String metric : List.copyOf(evaluator.getMetricsList())) {
        booker.book(
            evaluator,
            metric,
            Bookings.judged(at, metric, closed, JudgedState.NOT_IN_POPULATION, ""));
      }
    }
  }

  /** Books a signal once; of several about one name the last by its own time counts. */
  void signal(LedgerRow.Builder row, Signal signal) {
    for (int i = 0; i < row.getSignalsCount(); i++) {
      SignalRow held = row.getSignals(i);
      if (held.getSignalId().equals(signal.getSignalId())) {
        metrics.dropped(ScoringMetrics.Drop.DUPLICATE_SIGNAL, 1);
        return;
      }
      if (held.getName().equals(signal.getName())) {
        if (held.getTimeMillis() <= signal.getTimeUnixMillis()) {
          row.setSignals(i, row(signal));
          bookSignal(row, row(signal), parse(row));
        }
        return;
      }
    }
    row.addSignals(row(signal));
    bookSignal(row, row(signal), parse(row));
  }

  /** A pending judgment whose time is up ends as expired. */
  void expire(LedgerRow.Builder row, long now) {
    for (EvaluatorRow.Builder evaluator : row.getEvaluatorsBuilderList()) {
      if (evaluator.getExpiresAt() != 0 && evaluator.getExpiresAt() <= now) {
        Decision last = decision(evaluator);
        decide(
            evaluator.setExpiresAt(0),
            last.toBuilder()
                .setOutcome(LedgerOutcome.EXPIRED)
                .setReason("no_verdict_in_time")
                .build(),
            now);
      }
    }
  }

  /** Whether a signal is about this interaction: it names one of its spans, or only the trace. */
  static boolean meant(LedgerRow.Builder row, Signal signal) {
    return signal.getSpanId().isEmpty()
        || row.getRootSpanId().equals(signal.getSpanId())
        || row.getSpanIdsList().contains(signal.getSpanId());
  }

  static long nextDeadline(LedgerRow.Builder row) {
    return row.getEvaluatorsList().stream()
        .mapToLong(EvaluatorRow::getExpiresAt)
        .filter(at -> at != 0)
        .min()
        .orElse(row.getDeleteAt());
  }

  static List<Signal> signals(EarlySignals waiting) {
    List<Signal> signals = new ArrayList<>();
    for (ByteString bytes : waiting.getSignalsList()) {
      try {
        signals.add(Signal.parseFrom(bytes));
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException("a stored signal does not parse", e);
      }
    }
    return signals;
  }

  private void bookSignal(LedgerRow.Builder row, SignalRow signal, Contribution at) {
    booker.book(
        evaluator(row, "signal:" + signal.getName()),
        signal.getName(),
        Bookings.signal(at, signal.getName(), signal.getValue()));
  }

  private static SignalRow row(Signal signal) {
    return SignalRow.newBuilder()
        .setSignalId(signal.getSignalId())
        .setName(signal.getName())
        .setTimeMillis(signal.getTimeUnixMillis())
        .setValue(signal.getValue())
        .build();
  }

  private Decision decide(EvaluatorRow.Builder evaluator, Decision next, long now) {
    int seq = evaluator.getDecision().isEmpty() ? 1 : decision(evaluator).getSeq() + 1;
    Decision decision = next.toBuilder().setSeq(seq).setDecidedUnixMillis(now).build();
    evaluator.setDecision(decision.toByteString());
    sink.send(LedgerProcessor.TO_DECISIONS, decision.getTraceId(), decision);
    metrics.decided(
        evaluator.getEvaluator(), decision.getOutcome().name().toLowerCase(Locale.ROOT));
    return decision;
  }

  private static boolean notScorable(LedgerRow.Builder row) {
    return row.getEvaluatorsBuilderList().stream()
        .filter(evaluator -> !evaluator.getDecision().isEmpty())
        .anyMatch(evaluator -> decision(evaluator).getOutcome() == LedgerOutcome.SKIP_NOT_SCORABLE);
  }

  /** The verdict found the input too large: that judgment is over, whatever comes. */
  private static boolean judged(EvaluatorRow.Builder evaluator) {
    return !evaluator.getDecision().isEmpty() && !decision(evaluator).getJudgmentKey().isEmpty();
  }

  private static EvaluatorRow.Builder evaluator(LedgerRow.Builder row, String id) {
    for (EvaluatorRow.Builder evaluator : row.getEvaluatorsBuilderList()) {
      if (evaluator.getEvaluator().equals(id)) {
        return evaluator;
      }
    }
    return row.addEvaluatorsBuilder().setEvaluator(id);
  }

  private static Decision decision(EvaluatorRow.Builder evaluator) {
    try {
      return Decision.parseFrom(evaluator.getDecision());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored decision does not parse", e);
    }
  }

  private static Contribution parse(LedgerRow.Builder row) {
    try {
      return Contribution.parseFrom(row.getContribution());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored contribution does not parse", e);
    }
  }
}
