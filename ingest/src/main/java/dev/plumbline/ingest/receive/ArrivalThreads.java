package dev.plumbline.ingest.receive;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The threads of an HTTP server: a virtual one for each request, which is interrupted when its
 * request, headers and body, has not arrived in time. The JDK's server parses headers on the same
 * thread, and an interrupt closes the channel that it reads from, so a slow sender loses its
 * connection and holds nothing.
 */
final class ArrivalThreads implements Executor, AutoCloseable {
  private static final Duration REST_OF_THE_UNKNOWN = Duration.ofSeconds(1);
  private static final ScopedValue<Arrival> ARRIVAL = ScopedValue.newInstance();

  private final Duration within;
  private final int drainSeconds;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("otlp-http-timer").daemon().factory());

  ArrivalThreads(Duration within, int drainSeconds) {
    this.within = within;
    this.drainSeconds = drainSeconds;
    timer.setRemoveOnCancelPolicy(true);
  }

  /** The arrival of the request that the current thread serves. */
  static Arrival current() {
    return ARRIVAL.get();
  }

  @Override
  public void execute(Runnable exchange) {
    threads.execute(
        () -> {
          Arrival arrival = new Arrival(Thread.currentThread(), timer);
          arrival.within(within);
          ScopedValue.where(ARRIVAL, arrival).run(exchange);
          arrival.complete();
        });
  }

  /** Takes no more requests, and waits for those that run. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(drainSeconds, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    timer.shutdownNow();
  }

  /** A request on its way in. */
  static final class Arrival {
    private final Thread thread;
    private final ScheduledExecutorService scheduler;
    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable Future<?> timer;
    private volatile boolean late;

    private Arrival(Thread thread, ScheduledExecutorService scheduler) {
      this.thread = thread;
      this.scheduler = scheduler;
    }

    /** The sender is not known: what is still to come of its request has one more second. */
    void hurry() {
      within(REST_OF_THE_UNKNOWN);
    }

    private void within(Duration time) {
      if (timer != null) {
        timer.cancel(false);
      }
      timer = scheduler.schedule(this::late, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The request is read; from now on its thread is not interrupted. */
    void complete() {
      if (ended.compareAndSet(false, true) && timer != null) {
        timer.cancel(false);
      }
    }

    /** Whether its time was over before it was complete. */
    boolean isLate() {
      return late;
    }

    private void late() {
      if (ended.compareAndSet(false, true)) {
        late = true;
        thread.interrupt();
      }
    }
  }
}
