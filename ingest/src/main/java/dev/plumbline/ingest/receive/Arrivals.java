package dev.plumbline.ingest.receive;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The gRPC calls whose message is still on its way. They are looked through ten times within the
 * time that one may take, so a call ends up to a tenth late: a timer for each would wake a thread
 * for each.
 */
final class Arrivals implements AutoCloseable {
  private static final int LOOKS = 10;

  private final Map<ExportCall, Integer> since = new ConcurrentHashMap<>();
  private final Duration within;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("otlp-grpc-timer").daemon().factory());
  private volatile int now;

  /**
   * Looks at nothing yet.
   *
   * @param within the time that a message may take
   */
  Arrivals(Duration within) {
    this.within = within;
  }

  void start() {
    long pause = Math.max(1, within.toNanos() / LOOKS);
    var _ = timer.scheduleAtFixedRate(this::look, pause, pause, TimeUnit.NANOSECONDS);
  }

  /** The call was opened. */
  void add(ExportCall call) {
    since.put(call, now);
  }

  /** Its message is there, or never will be. */
  void remove(ExportCall call) {
    since.remove(call);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void look() {
    now++;
    since.forEach(
        (call, opened) -> {
          if (now - opened > LOOKS && since.remove(call) != null) {
            call.tooSlow();
          }
        });
  }
}
