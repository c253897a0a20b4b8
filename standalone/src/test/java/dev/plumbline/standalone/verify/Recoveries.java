package dev.plumbline.standalone.verify;

import dev.plumbline.standalone.e2e.Installation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * Parts that are down, and how long each takes to work again. Starts them as whatever runs them
 * would: also one that ends by itself, since something that it needs is down too.
 */
final class Recoveries {
  private static final Duration RECOVERED = Duration.ofMinutes(5);

  private final Installation installation;
  private final Progress progress;
  private final Consumer<Recovery> told;
  private final Map<String, Down> parts = new TreeMap<>();

  /** A part that has not recovered yet; times are of {@link System#nanoTime}, 0 for not yet. */
  private static final class Down {
    private final String with;
    private long mark;
    private long started;
    private long ready;
    private long worked;
    private int starts;

    private Down(String with) {
      this.with = with;
    }
  }

  Recoveries(Installation installation, Progress progress, Consumer<Recovery> told) {
    this.installation = installation;
    this.progress = progress;
    this.told = told;
  }

  /**
   * A part does nothing any more.
   *
   * @param with what went down with it; empty when nothing did
   */
  void down(String part, String with) {
    parts.computeIfAbsent(part, p -> new Down(with)).mark = progress.mark(part);
  }

  /** Starts a part that is down. */
  void start(String part) throws IOException {
    installation.start(part);
    goesOn(part);
  }

  /** A part that was down goes on now, or begins. */
  void goesOn(String part) {
    Down held = parts.get(part);
    held.started = System.nanoTime();
    held.ready = 0;
    held.worked = 0;
    held.starts++;
    if (Progress.isSeenByExports(part)) {
      held.mark = progress.mark(part);
    }
  }

  /** Waits until everything that was down works again. */
  void await() {
    Awaitility.await()
        .atMost(RECOVERED)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              for (Map.Entry<String, Down> part : Map.copyOf(parts).entrySet()) {
                look(part.getKey(), part.getValue());
              }
              return parts.isEmpty();
            });
  }

  private void look(String part, Down held) throws IOException {
    if (!installation.processes().get(part).isAlive()) {
      start(part);
    }
    if (held.mark < 0) {
      // The broker was away too: what counts begins when it says how far the group was.
      held.mark = progress.mark(part);
    }
    if (held.ready == 0 && progress.isReady(part)) {
      held.ready = System.nanoTime();
    }
    if (held.worked == 0 && held.mark >= 0 && progress.since(part, held.mark)) {
      held.worked = System.nanoTime();
    }
    if (held.ready != 0 && held.worked != 0) {
      parts.remove(part);
      told.accept(
          new Recovery(
              part,
              held.with,
              (held.ready - held.started) / 1e9,
              (held.worked - held.started) / 1e9,
              held.starts));
    }
  }
}
