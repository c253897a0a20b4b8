package dev.plumbline.bench.load;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Runs slices one after the other. It keeps the requests of the last workload ready. */
final class Generator implements AutoCloseable {
  private static final long SEED = 20_261_124;

  /** Beyond this nothing more is sent; what is on its way stands in buffers of this process. */
  private static final long MAX_BYTES_UNDER_WAY = 192L * 1024 * 1024;

  private final Map<Integer, Senders> senders = new HashMap<>();
  private @Nullable Workload workload;
  private @Nullable Corpus corpus;

  SliceResult run(SliceCommand command) throws InterruptedException {
    Corpus requests = ready(command);
    Senders to = senders.computeIfAbsent(command.port(), Senders::new);
    Schedule schedule =
        new Schedule(command.requestsPerSecond(), Duration.ofMillis(command.millis()));
    Tally tally = new Tally(schedule);
    AtomicLong underWay = new AtomicLong();
    long start = System.nanoTime();
    for (int i = 0; i < schedule.count(); i++) {
      sleepUntil(start + schedule.dueNanos(i));
      long send = command.firstSend() + i;
      if (underWay.get() > MAX_BYTES_UNDER_WAY) {
        tally.ended(i, Outcome.HELD_BACK, System.nanoTime() - start, "");
        continue;
      }
      Message message = requests.message(send);
      int bytes = message.length();
      int request = i;
      underWay.addAndGet(bytes);
      to.send(
          send,
          message,
          command.encoding(),
          (outcome, detail) -> {
            underWay.addAndGet(-bytes);
            tally.ended(request, outcome, System.nanoTime() - start, detail);
          });
    }
    tally.await();
    return tally.result(requests.averageBytes());
  }

  private Corpus ready(SliceCommand command) {
    if (corpus == null
        || workload != command.workload()
        || corpus.encoding() != command.encoding()) {
      corpus = null;
      workload = command.workload();
      corpus = Corpus.make(workload, command.encoding(), SEED);
    }
    return corpus;
  }

  private static void sleepUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() {
    senders.values().forEach(Senders::close);
  }
}
