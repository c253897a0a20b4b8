package dev.plumbline.standalone.verify;

import dev.plumbline.standalone.e2e.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/**
 * Kills parts at random moments and starts them again, as whatever runs them would: also one that
 * ends by itself since something that it needs was killed too. One kill in five hits a replacement
 * that is still starting.
 */
final class Kills {
  private static final Duration RECOVERED = Duration.ofMinutes(5);
  private static final int PAUSE_MILLIS = 3_000;
  private static final int DOWN_MILLIS = 1_000;
  private static final int STARTING_MILLIS = 3_000;
  private static final double WHILE_STARTING = 0.2;
  private static final String IN_FLIGHT = "plumbline_judge_in_flight_requests";

  private final Installation installation;
  private final Progress progress;
  private final RandomGenerator random;
  private final Consumer<Recovery> told;
  private final Map<String, Down> down = new TreeMap<>();
  private int kills;
  private long callsCut;

  /** A part that has not recovered yet. */
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

  Kills(
      Installation installation,
      Progress progress,
      RandomGenerator random,
      Consumer<Recovery> told) {
    this.installation = installation;
    this.progress = progress;
    this.random = random;
    this.told = told;
  }

  /** How many processes were killed so far. */
  int kills() {
    return kills;
  }

  /** Kills these parts together at a random moment, and waits until they work again. */
  void kill(List<String> parts) throws Exception {
    Thread.sleep(random.nextInt(PAUSE_MILLIS));
    for (String part : parts) {
      List<String> others = new ArrayList<>(parts);
      others.remove(part);
      down.put(part, new Down(String.join(", ", others)));
      kill(part);
    }
    for (String part : parts) {
      Thread.sleep(random.nextInt(DOWN_MILLIS));
      start(part);
    }
    if (random.nextDouble() < WHILE_STARTING) {
      Thread.sleep(random.nextInt(STARTING_MILLIS));
      kill(parts.getFirst());
      start(parts.getFirst());
    }
    recover();
  }

  /** Starts second instances of what may have more than one, and waits until they are ready. */
  List<String> startSecond() throws IOException {
    List<String> parts = installation.startSecond();
    Awaitility.await().atMost(RECOVERED).until(() -> parts.stream().allMatch(progress::isReady));
    return parts;
  }

  /** Kills a part, deletes a directory while it is down, and waits until it works again. */
  void killAndDelete(String part, Path state) throws Exception {
    Thread.sleep(random.nextInt(PAUSE_MILLIS));
    down.put(part, new Down(""));
    kill(part);
    Trees.delete(state);
    start(part);
    recover();
  }

  /** Asks a part to end, starts it again when it has and has been away, and waits. */
  void stop(String part, Duration away) throws Exception {
    Thread.sleep(random.nextInt(PAUSE_MILLIS));
    down.put(part, new Down(""));
    installation.stop(part);
    down.get(part).mark = progress.mark(part);
    Thread.sleep(away);
    start(part);
    recover();
  }

  /**
   * Suspends parts, as a machine does that swaps or sleeps: they do not know that time has passed,
   * and what they do next must not count when others have gone on without them.
   */
  void freeze(List<String> parts, Duration away) throws Exception {
    Thread.sleep(random.nextInt(PAUSE_MILLIS));
    for (String part : parts) {
      installation.signal(part, "STOP");
    }
    Thread.sleep(away);
    for (String part : parts) {
      Down held = new Down("");
      down.put(part, held);
      held.mark = progress.mark(part);
      installation.signal(part, "CONT");
      held.started = System.nanoTime();
      held.starts = 1;
    }
    recover();
  }

  /** Judge calls that were under way when the worker was killed, as it said itself just before. */
  long callsCut() {
    return callsCut;
  }

  private void kill(String part) throws InterruptedException {
    if (part.startsWith("judge-worker")) {
      callsCut += callsInFlight(part);
    }
    installation.kill(part);
    kills++;
    down.get(part).mark = progress.mark(part);
  }

  private long callsInFlight(String part) {
    return installation
        .page(part, "/metrics")
        .flatMap(page -> page.lines().filter(line -> line.startsWith(IN_FLIGHT)).findFirst())
        .map(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .orElse(0L);
  }

  private void start(String part) throws IOException {
    Down held = down.get(part);
    held.started = System.nanoTime();
    held.ready = 0;
    held.starts++;
    installation.start(part);
    if (held.mark <= 0 || part.equals("ingest") || part.equals("broker")) {
      held.mark = progress.mark(part);
    }
  }

  private void recover() {
    Awaitility.await()
        .atMost(RECOVERED)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              for (Map.Entry<String, Down> part : Map.copyOf(down).entrySet()) {
                look(part.getKey(), part.getValue());
              }
              return down.isEmpty();
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
      down.remove(part);
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
