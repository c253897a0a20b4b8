package dev.plumbline.standalone.verify;

import dev.plumbline.standalone.e2e.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;

/**
 * What can be done to parts, each at a random moment, and always until they work again. One kill in
 * five is followed by another one while the replacement is still starting.
 */
final class Kills {
  private static final int PAUSE_MILLIS = 3_000;
  private static final int DOWN_MILLIS = 1_000;
  private static final int STARTING_MILLIS = 3_000;
  private static final double WHILE_STARTING = 0.2;
  private static final Duration READY = Duration.ofMinutes(5);
  private static final String IN_FLIGHT = "plumbline_judge_in_flight_requests";

  private final Installation installation;
  private final Progress progress;
  private final Recoveries recoveries;
  private final RandomGenerator random;
  private int kills;
  private long callsCut;

  Kills(
      Installation installation, Progress progress, Recoveries recoveries, RandomGenerator random) {
    this.installation = installation;
    this.progress = progress;
    this.recoveries = recoveries;
    this.random = random;
  }

  /** How many processes were killed so far. */
  int kills() {
    return kills;
  }

  /** Judge calls that were under way when the worker was killed, as it said itself just before. */
  long callsCut() {
    return callsCut;
  }

  /** Kills these parts together. */
  void kill(List<String> parts) throws Exception {
    pause(PAUSE_MILLIS);
    for (String part : parts) {
      List<String> others = new ArrayList<>(parts);
      others.remove(part);
      kill(part, String.join(", ", others));
    }
    for (String part : parts) {
      pause(DOWN_MILLIS);
      recoveries.start(part);
    }
    if (random.nextDouble() < WHILE_STARTING) {
      pause(STARTING_MILLIS);
      kill(parts.getFirst(), "");
      recoveries.start(parts.getFirst());
    }
    recoveries.await();
  }

  /** Kills a part and deletes a directory while it is down. */
  void killAndDelete(String part, Path state) throws Exception {
    pause(PAUSE_MILLIS);
    kill(part, "");
    Trees.delete(state);
    recoveries.start(part);
    recoveries.await();
  }

  /** Asks a part to end, and starts it again when it has and has been away. */
  void stop(String part, Duration away) throws Exception {
    pause(PAUSE_MILLIS);
    installation.stop(part);
    recoveries.down(part, "");
    Thread.sleep(away);
    recoveries.start(part);
    recoveries.await();
  }

  /**
   * Suspends parts, as a machine does that swaps or sleeps: they do not know that time has passed,
   * and what they do next must not count when others have gone on without them.
   */
  void freeze(List<String> parts, Duration away) throws Exception {
    pause(PAUSE_MILLIS);
    for (String part : parts) {
      installation.signal(part, "STOP");
    }
    Thread.sleep(away);
    for (String part : parts) {
      recoveries.down(part, "");
      installation.signal(part, "CONT");
      recoveries.goesOn(part);
    }
    recoveries.await();
  }

  /** Starts second instances of what may have more than one, and waits until they are ready. */
  List<String> startSecond() throws IOException {
    List<String> parts = installation.startSecond();
    Awaitility.await().atMost(READY).until(() -> parts.stream().allMatch(progress::isReady));
    return parts;
  }

  private void kill(String part, String with) throws InterruptedException {
    if (part.startsWith("judge-worker")) {
      callsCut += callsInFlight(part);
    }
    installation.kill(part);
    kills++;
    recoveries.down(part, with);
  }

  private long callsInFlight(String part) {
    return installation
        .page(part, "/metrics")
        .flatMap(page -> page.lines().filter(line -> line.startsWith(IN_FLIGHT)).findFirst())
        .map(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .orElse(0L);
  }

  private void pause(int atMostMillis) throws InterruptedException {
    Thread.sleep(random.nextInt(atMostMillis));
  }
}
