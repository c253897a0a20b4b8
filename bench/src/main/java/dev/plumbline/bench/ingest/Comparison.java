package dev.plumbline.bench.ingest;

import dev.plumbline.bench.load.Encoding;
import dev.plumbline.bench.load.Workload;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** Both sides in turn under the same load, so that what else the machine does hits both. */
final class Comparison {
  private static final double WARM_UP_PER_SECOND = 1_000;

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
    return new Measurement(stage, load, requestsPerSecond(load)).row();
  }

  /**
   * On a machine that is fast enough about 150,000 small spans, 5,000 RAG spans, 1,500 mixed ones;
   * less when they are inflated.
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
