package dev.plumbline.scoring.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.scoring.ScoringMetrics;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.scoring.windows.WindowKeys;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.SliWindow;
import java.util.Locale;
import org.apache.kafka.streams.errors.ProcessorStateException;

/**
 * Writes an evaluator's next decision, and books its metrics as (new - last): both remember the new
 * one as the last.
 */
final class Booker {
  private final Sink sink;
  private final ScoringMetrics metrics;

  Booker(Sink sink, ScoringMetrics metrics) {
    this.sink = sink;
    this.metrics = metrics;
  }

  /** The decision as it was written, with its number and time. */
  Decision decide(EvaluatorRow.Builder evaluator, Decision next, long now) {
    int seq = LedgerEntry.decision(evaluator).map(Decision::getSeq).orElse(0) + 1;
    Decision decision = next.toBuilder().setSeq(seq).setDecidedUnixMillis(now).build();
    evaluator.setDecision(decision.toByteString());
    sink.send(LedgerProcessor.TO_DECISIONS, decision.getTraceId(), decision);
    metrics.decided(
        evaluator.getEvaluator(), decision.getOutcome().name().toLowerCase(Locale.ROOT));
    return decision;
  }

  /** Takes the last booking of the metric out of its window and puts the new one in. */
  void book(EvaluatorRow.Builder row, String metric, SliWindow now) {
    int at = row.getMetricsList().indexOf(metric);
    if (at < 0) {
      row.addMetrics(metric).addBooked(now.toByteString());
      send(now);
      return;
    }
    SliWindow last = booked(row, at);
    row.setBooked(at, now.toByteString());
    if (last.equals(now)) {
      return;
    }
    send(WindowSums.negative(last));
    send(now);
  }

  /** Takes the last booking of every metric out of its window. */
  void withdraw(EvaluatorRow.Builder row) {
    for (int at = 0; at < row.getMetricsCount(); at++) {
      SliWindow last = booked(row, at);
      SliWindow.Builder nothing = last.toBuilder().clearStrata();
      last.getStrataList()
          .forEach(sums -> nothing.addStrataBuilder().setPostStratum(sums.getPostStratum()));
      book(row, row.getMetrics(at), nothing.build());
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
