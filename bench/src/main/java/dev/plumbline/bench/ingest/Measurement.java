package dev.plumbline.bench.ingest;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * How one row is measured: both sides are compiled, at a rate at which neither falls behind, and
 * then take turns, at the rate that they can take by then. The spans of every slice are counted in
 * Kafka.
 */
final class Measurement {
  /** A receiver that is not compiled yet takes less. */
  private static final double COLD = 0.4;

  private static final int COLDER_TIMES = 4;

  /** A side is warm when its compilers take no more of its time. */
  private static final double COMPILED = 0.03;

  private final Stage stage;
  private final Load load;
  private final double meant;
  private final List<Slice> all = new ArrayList<>();
  private final Map<Long, Integer> found = new HashMap<>();

  /**
   * A measurement that has not begun.
   *
   * @param meant requests per second on a machine that is fast enough
   */
  Measurement(Stage stage, Load load, double meant) {
    this.stage = stage;
    this.load = load;
    this.meant = meant;
  }

  Row row() throws IOException, InterruptedException, ExecutionException {
    stage.slices().prepare(load);
    double pace = settled(pace());
    List<Row.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < stage.plan().pairs(); i++) {
      pairs.add(pair(i, pace, stage.plan().slice()));
    }
    return new Row(load, pairs, Stored.of(all, found));
  }

  /**
   * Compiles most of what a span costs, and looks what it costs then. Where a side fell behind at
   * every rate that was tried, the result is half of the last one, and the pairs tell.
   */
  private double pace() throws IOException, InterruptedException, ExecutionException {
    double cold = COLD * meant;
    pair(0, cold, stage.plan().warmUp());
    for (int i = 0; i < COLDER_TIMES; i++) {
      Row.Pair seen = pair(i, cold, stage.plan().slice());
      if (seen.complete()) {
        return paceFor(seen);
      }
      cold /= 2;
    }
    return cold;
  }

  /** Waits for the compilers, as long as it will measure; what a span costs then is less again. */
  private double settled(double first)
      throws IOException, InterruptedException, ExecutionException {
    double pace = first;
    for (int i = 0; i < stage.plan().pairs(); i++) {
      Row.Pair seen = pair(i, pace, stage.plan().slice());
      if (seen.complete()) {
        pace = paceFor(seen);
      }
      if (seen.compilerShare() < COMPILED) {
        break;
      }
    }
    return pace;
  }

  private double paceFor(Row.Pair seen) {
    return Pace.of(meant, seen, Runtime.getRuntime().availableProcessors());
  }

  private Row.Pair pair(int number, double requestsPerSecond, Duration time)
      throws IOException, InterruptedException, ExecutionException {
    // Whoever is first meets what the last slice left behind; they take turns.
    boolean oursFirst = number % 2 == 0;
    Slice first = run(oursFirst ? Side.OURS : Side.BASELINE, requestsPerSecond, time);
    Slice second = run(oursFirst ? Side.BASELINE : Side.OURS, requestsPerSecond, time);
    stage.topic().drainTo(found);
    return oursFirst ? new Row.Pair(first, second) : new Row.Pair(second, first);
  }

  private Slice run(Side side, double requestsPerSecond, Duration time) throws IOException {
    Slice slice = stage.slices().run(side, load, requestsPerSecond, time);
    all.add(slice);
    return slice;
  }
}
