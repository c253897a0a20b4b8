package dev.plumbline.scoring.ledger;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.scoring.state.EvaluatorRow;
import dev.plumbline.scoring.windows.WindowKeys;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;

/** Books a metric of an interaction as (new - last), and remembers the new one as the last. */
final class Booker {
  private final Sink sink;

  Booker(Sink sink) {
    this.sink = sink;
  }

  /** Takes the last booking of the metric out of its window and puts the new one in. */
  void book(EvaluatorRow.Builder row, String metric, SliWindow now) {
    int at = row.getMetricsList().indexOf(metric);
    if (at < 0) {
      row.addMetrics(metric).addBooked(now.toByteString());
      send(now);
      return;
    }
    SliWindow last = parse(row.getBooked(at));
    row.setBooked(at, now.toByteString());
    if (last.equals(now)) {
      return;
    }
    SliWindow.Builder negative = last.toBuilder().clearStrata();
    for (StratumSums sums : last.getStrataList()) {
      StratumSums none = StratumSums.newBuilder().setPostStratum(sums.getPostStratum()).build();
      negative.addStrata(WindowSums.subtract(none, sums));
    }
    send(negative.build());
    send(now);
  }

  private void send(SliWindow delta) {
    sink.send(LedgerProcessor.TO_WINDOWS, WindowKeys.of(delta), delta);
  }

  private static SliWindow parse(ByteString bytes) {
    try {
      return SliWindow.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored booking does not parse", e);
    }
  }
}
