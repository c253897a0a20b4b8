package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.Encoding;
import dev.plumbline.bench.load.Outcome;
import dev.plumbline.bench.load.SliceResult;
import dev.plumbline.bench.load.Workload;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/** Slices of one second in which so many requests were due and the first of them acknowledged. */
final class SliceFixtures {
  static final Load SMALL = new Load(Workload.SMALL, Encoding.NONE);

  private SliceFixtures() {}

  static Slice slice(Side side, long firstSend, int due, int acknowledged, double receiverMillis) {
    return slice(side, firstSend, due, acknowledged, receiverMillis, 0);
  }

  static Slice slice(
      Side side,
      long firstSend,
      int due,
      int acknowledged,
      double receiverMillis,
      double compilerMillis) {
    BitSet sends = new BitSet();
    sends.set(0, acknowledged);
    Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    outcomes.put(Outcome.ACKNOWLEDGED, acknowledged);
    outcomes.put(Outcome.BUSY, due - acknowledged);
    return new Slice(
        side,
        SMALL,
        firstSend,
        Duration.ofSeconds(1),
        new SliceResult(0, outcomes, "", 0, 0, 0, sends.toByteArray(), new int[0], new int[0]),
        nanos(receiverMillis),
        nanos(compilerMillis),
        nanos(receiverMillis / 2),
        nanos(receiverMillis / 4),
        0);
  }

  private static Duration nanos(double millis) {
    return Duration.ofNanos(Math.round(millis * 1e6));
  }
}
