package dev.plumbline.bench.ingest;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Three times as much as ingest can take, against nine tenths of it.
 *
 * @param load what was sent
 * @param maximumRequestsPerSecond the most that was acknowledged at any rate
 * @param calm nine tenths of the maximum offered
 * @param calmMemory memory during that
 * @param storm three times the maximum offered
 * @param stormMemory memory during that
 * @param stored both, counted in Kafka
 */
record Overload(
    Load load,
    double maximumRequestsPerSecond,
    Slice calm,
    Memory calmMemory,
    Slice storm,
    Memory stormMemory,
    Stored stored) {
  private static final double CALM = 0.9;
  private static final double STORM = 3;

  /** Offers it, to our side. */
  static Overload run(Stage stage, Load load)
      throws IOException, InterruptedException, ExecutionException {
    Slices slices = stage.slices();
    Plan plan = stage.plan();
    slices.prepare(load);
    double most =
        new Maximum(slices, plan.slice())
            .requestsPerSecond(Side.OURS, load, Comparison.requestsPerSecond(load));
    stage.topic().drain();
    try (MemoryWatch calmWatch = new MemoryWatch(stage.processes())) {
      Slice calm = slices.run(Side.OURS, load, CALM * most, plan.overload());
      Memory calmMemory = Memory.of(calmWatch.samples());
      try (MemoryWatch stormWatch = new MemoryWatch(stage.processes())) {
        Slice storm = slices.run(Side.OURS, load, STORM * most, plan.overload());
        Memory stormMemory = Memory.of(stormWatch.samples());
        return new Overload(
            load,
            most,
            calm,
            calmMemory,
            storm,
            stormMemory,
            Stored.of(List.of(calm, storm), stage.topic().drain()));
      }
    }
  }

  double maximumSpansPerSecond() {
    return maximumRequestsPerSecond * load.workload().spansPerRequest();
  }

  /** How much of its peak ingest still acknowledges. */
  double goodput() {
    return storm.acknowledgedSpansPerSecond() / maximumSpansPerSecond();
  }

  /** Resident memory against the calm before. */
  double memoryRatio() {
    return (double) stormMemory.mostBytes() / calmMemory.mostBytes();
  }

  /** Whether memory stayed, nothing was lost, and everyone was told. */
  boolean good() {
    return memoryRatio() <= 1.2 && stored.exact() && storm.seen().unexplained() == 0;
  }
}
