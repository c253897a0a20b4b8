package dev.plumbline.bench.ingest;

import dev.plumbline.bench.process.Child;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/**
 * Kafka stands still for a while, as after a pull of its plug, and comes back.
 *
 * @param load what was sent
 * @param slice all of it: before, during and after
 * @param pause how long Kafka stood still
 * @param recoverySeconds from Kafka's return to the first second in which at least 95 % of what was
 *     due was acknowledged; NaN when there was none
 * @param firstAcknowledgedSeconds from Kafka's return to the first acknowledgement
 * @param memory over the whole time
 * @param stored all of it, counted in Kafka
 */
record PausedBroker(
    Load load,
    Slice slice,
    Duration pause,
    double recoverySeconds,
    double firstAcknowledgedSeconds,
    Memory memory,
    Stored stored) {

  /** Sends at this rate, and pauses the broker in between. */
  static PausedBroker run(Stage stage, Load load, double requestsPerSecond)
      throws IOException, InterruptedException, ExecutionException {
    stage.slices().prepare(load);
    Plan plan = stage.plan();
    Child broker = stage.processes().broker();
    Duration whole = plan.beforePause().plus(plan.pause()).plus(plan.afterPause());
    try (MemoryWatch watch = new MemoryWatch(stage.processes())) {
      long start = System.nanoTime();
      CompletableFuture<Slice> running =
          CompletableFuture.supplyAsync(() -> run(stage.slices(), load, requestsPerSecond, whole));
      Thread.sleep(plan.beforePause());
      broker.pause();
      try {
        Thread.sleep(plan.pause());
      } finally {
        broker.resume();
      }
      double back = (System.nanoTime() - start) / 1e9;
      Slice slice = running.get();
      int[] byTenth = slice.seen().acknowledgedByTenth();
      return new PausedBroker(
          load,
          slice,
          plan.pause(),
          Recovery.seconds(byTenth, back, requestsPerSecond),
          Recovery.firstSeconds(byTenth, back),
          Memory.of(watch.samples()),
          Stored.of(List.of(slice), stage.topic().drain()));
    }
  }

  private static Slice run(Slices slices, Load load, double requestsPerSecond, Duration whole) {
    try {
      return slices.run(Side.OURS, load, requestsPerSecond, whole);
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  /** Whether it came back, nothing was lost, and everyone was told. */
  boolean good() {
    return !Double.isNaN(recoverySeconds) && stored.exact() && slice.seen().unexplained() == 0;
  }
}
