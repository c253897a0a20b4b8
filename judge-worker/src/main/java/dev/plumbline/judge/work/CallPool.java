package dev.plumbline.judge.work;

import dev.plumbline.judge.call.Judge;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.call.Verdicts;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that are being judged, each on a thread of its own, bounded by number and bytes. The
 * loop's thread starts, collects and cancels; only the queue of what is finished is shared.
 */
final class CallPool {
  private static final Logger LOGGER = LoggerFactory.getLogger(CallPool.class);

  private final Judge judge;
  private final LimitsConfig limits;
  private final Executor threads;
  private final WorkMetrics metrics;
  private final InstantSource clock;
  private final RepeatedFailureLog log;
  private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
  private int requests;
  private long bytes;

  /**
   * An empty pool.
   *
   * @param threads starts a thread per task
   */
  CallPool(
      Judge judge,
      LimitsConfig limits,
      Executor threads,
      WorkMetrics metrics,
      InstantSource clock) {
    this.judge = judge;
    this.limits = limits;
    this.threads = threads;
    this.metrics = metrics;
    this.clock = clock;
    this.log = new RepeatedFailureLog(LOGGER, "a judgment broke; its verdict is an error", clock);
  }

  boolean hasRoomFor(int size) {
    return requests == 0
        || requests < limits.callsInFlight() && bytes + size <= limits.bytesInFlight().bytes();
  }

  void start(PartitionWork partition, long offset, int size, JudgeRequest request) {
    FutureTask<?> task = new FutureTask<>(() -> run(partition, offset, request), null);
    partition.started(offset, new PartitionWork.Running(task, size));
    count(1, size);
    threads.execute(task);
  }

  /** What was judged since the last time, without what was cancelled meanwhile. */
  List<Finished> collect() {
    List<Finished> collected = new ArrayList<>();
    for (Finished next = finished.poll(); next != null; next = finished.poll()) {
      PartitionWork.Running call = next.partition().ended(next.offset());
      if (call != null) {
        count(-1, -call.bytes());
        collected.add(next);
      }
    }
    return collected;
  }

  /** Cancels the calls of a partition; how many they were. */
  int cancel(PartitionWork partition) {
    Collection<PartitionWork.Running> cancelled = partition.cancel();
    cancelled.forEach(call -> count(-1, -call.bytes()));
    return cancelled.size();
  }

  boolean isIdle() {
    return requests == 0;
  }

  private void run(PartitionWork partition, long offset, JudgeRequest request) {
    Verdict verdict;
    try {
      verdict = judge.judge(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException | StackOverflowError e) {
      String what = e.getClass().getSimpleName();
      log.failed(what, e);
      verdict = Verdicts.error(request, "internal failure: " + what, clock.millis());
    }
    finished.add(new Finished(partition, offset, verdict));
  }

  private void count(int moreRequests, long moreBytes) {
    requests += moreRequests;
    bytes += moreBytes;
    metrics.inFlight(requests, bytes);
  }
}
