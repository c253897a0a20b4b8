package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.Encoding;
import dev.plumbline.bench.load.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Both sides in turn under the same load, so that what else the machine does hits both. Rates are
 * such that two cores carry the baseline, the broker and the generator.
 */
final class Comparison {
  private static final double WARM_UP_PER_SECOND = 1_000;

  /** A receiver that is not compiled yet takes less; one that falls behind does not come back. */
  private static final double COLD = 0.4;

  private final Stage stage;

  Comparison(Stage stage) {
    this.stage = stage;
  }

  /** Compiles what a call costs; what a span costs is compiled before each row. */
  void warmUp() throws IOException, InterruptedException, ExecutionException {
    for (Encoding encoding : Encoding.values()) {
      Load load = new Load(Workload.WARMUP, encoding);
      stage.slices().prepare(load);
      for (Side side : Side.values()) {
        stage.slices().run(side, load, WARM_UP_PER_SECOND, stage.plan().warmUp());
      }
    }
    stage.topic().drain();
  }

  Row row(Load load) throws IOException, InterruptedException, ExecutionException {
    stage.slices().prepare(load);
    List<Slice> all = new ArrayList<>();
    for (Side side : Side.values()) {
      double cold = COLD * requestsPerSecond(load);
      all.add(stage.slices().run(side, load, cold, stage.plan().warmUp()));
    }
    Map<Long, Integer> found = new HashMap<>();
    List<Row.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < stage.plan().pairs(); i++) {
      // Whoever is first meets what the last slice left behind; they take turns.
      boolean oursFirst = i % 2 == 0;
      Slice first = run(oursFirst ? Side.OURS : Side.BASELINE, load);
      Slice second = run(oursFirst ? Side.BASELINE : Side.OURS, load);
      all.add(first);
      all.add(second);
      stage.topic().drainTo(found);
      pairs.add(oursFirst ? new Row.Pair(first, second) : new Row.Pair(second, first));
    }
    return new Row(load, pairs, Stored.of(all, found));
  }

  private Slice run(Side side, Load load) throws IOException {
    return stage.slices().run(side, load, requestsPerSecond(load), stage.plan().slice());
  }

  /**
   * About 150,000 small spans, which is two thirds of what the idiomatic receiver takes on two
   * cores, 5,000 RAG spans, 1,500 mixed ones; less when they are inflated.
   */
  static double requestsPerSecond(Load load) {
    boolean gzip = load.encoding() == Encoding.GZIP;
    return switch (load.workload()) {
      case WARMUP -> WARM_UP_PER_SECOND;
      case SMALL -> gzip ? 200 : 300;
      case RAG -> gzip ? 60 : 80;
      case MIX -> gzip ? 16 : 24;
    };
  }
}
