package dev.plumbline.runtime.lifecycle;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

/**
 * SIGTERM and SIGINT as a wish to stop. The JVM's own answer to a signal is to exit with 143 at
 * once, beside its shutdown hooks and with no say in the exit code; taking the signals over leaves
 * the order to the caller: drain, then exit with the code that tells how it went. A second signal
 * ends the process at once with 130.
 */
public final class StopSignal {
  private static final int KILLED = 130;

  private final CountDownLatch stop = new CountDownLatch(1);

  private StopSignal() {}

  /** Takes the signals over from now on. */
  public static StopSignal install() {
    StopSignal signal = new StopSignal();
    for (String name : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(name), received -> signal.received());
    }
    return signal;
  }

  /** Whether the process was asked to stop. */
  public boolean requested() {
    return stop.getCount() == 0;
  }

  /** Waits at most so long, and tells whether the process was asked to stop. */
  boolean await(Duration atMost) throws InterruptedException {
    return stop.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void received() {
    if (stop.getCount() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
    stop.countDown();
  }
}
