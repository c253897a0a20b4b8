package dev.plumbline.scoring.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.ledger.Bookings.JudgedState;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.scoring.windows.WindowKeys;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.SliWindow;
import java.util.Locale;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * Writes an evaluator's next decision, and books its metrics as (new - last): both remember the new
 * one as the last. While another trace tells of the same call, and counts, the row goes on
 * remembering what would be booked; its decisions say that it is left out.
 */
final class Booker {
  private static final String SAME_CALL = "same_call";

  private final Sink sink;
  private final ScoringMetrics metrics;

  Booker(Sink sink, ScoringMetrics metrics) {
    this.sink = sink;
    this.metrics = metrics;
  }

  /** The decision as it would be without a same call, with its number and time. */
  Decision decide(LedgerEntry entry, EvaluatorRow.Builder evaluator, Decision next, long now) {
    int seq = LedgerEntry.decision(evaluator).map(Decision::getSeq).orElse(0) + 1;
    Decision decision = next.toBuilder().setSeq(seq).setDecidedUnixMillis(now).build();
    evaluator.setDecision(decision.toByteString());
    Decision told =
        entry.counts() || !entry.row().getSupersededBy().isEmpty()
            ? decision
            : decision.toBuilder().setOutcome(LedgerOutcome.FILTERED).setReason(SAME_CALL).build();
    sink.send(LedgerProcessor.TO_DECISIONS, told.getTraceId(), told);
    metrics.decided(evaluator.getEvaluator(), told.getOutcome().name().toLowerCase(Locale.ROOT));
    return decision;
  }

  /** Takes the last booking of the metric out of its window and puts the new one in. */
  void book(LedgerEntry entry, EvaluatorRow.Builder row, String metric, SliWindow now) {
    int at = row.getMetricsList().indexOf(metric);
    if (at < 0) {
      row.addMetrics(metric).addBooked(now.toByteString());
      send(entry, now);
      return;
    }
    SliWindow last = booked(row, at);
    row.setBooked(at, now.toByteString());
    if (last.equals(now)) {
      return;
    }
    send(entry, WindowSums.negative(last));
    send(entry, now);
  }

  /** Books a judged metric as its decision, what is known of it and people say. */
  void judged(
      LedgerEntry entry,
      EvaluatorRow.Builder row,
      String metric,
      Decision decision,
      JudgedState state) {
    Judgement human = Labels.agreed(row, metric);
    book(entry, row, metric, Bookings.judged(entry.at(), metric, decision, state, human));
  }

  /** Books everything that the row remembers, once it counts; takes it out once it does not. */
  void recount(LedgerEntry entry, long now) {
    for (EvaluatorRow.Builder evaluator : entry.evaluators()) {
      LedgerEntry.decision(evaluator).ifPresent(last -> decide(entry, evaluator, last, now));
      for (int i = 0; i < evaluator.getMetricsCount(); i++) {
        SliWindow booked = booked(evaluator, i);
        send(entry.counts() ? booked : WindowSums.negative(booked));
      }
    }
  }

  /** Takes the last booking of every metric out of its window. */
  void withdraw(LedgerEntry entry, EvaluatorRow.Builder row) {
    for (int at = 0; at < row.getMetricsCount(); at++) {
      SliWindow last = booked(row, at);
      SliWindow.Builder nothing = last.toBuilder().clearStrata().clearSessions().clearSessionRows();
      last.getStrataList()
          .forEach(sums -> nothing.addStrataBuilder().setPostStratum(sums.getPostStratum()));
      book(entry, row, row.getMetrics(at), nothing.build());
    }
  }

  /** The last booking of the metric at that place of the row. */
  static SliWindow booked(EvaluatorRow.Builder row, int at) {
    ByteString bytes = row.getBooked(at);
    try {
      return SliWindow.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new ProcessorStateException("a stored booking does not parse", e);
    }
  }

  private void send(LedgerEntry entry, SliWindow delta) {
    if (entry.counts()) {
      send(delta);
    }
  }

  /** A question that does not arise adds nothing, and makes no window. */
  private void send(SliWindow delta) {
    boolean nothing =
        delta.getStrataList().stream()
            .allMatch(sums -> sums.toBuilder().clearPostStratum().build().getSerializedSize() == 0);
    if (!nothing) {
      sink.send(LedgerProcessor.TO_WINDOWS, WindowKeys.of(delta), delta);
    }
  }
}
