package dev.plumbline.standalone.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any process may die by SIGKILL at any moment, and no number changes. Each row has a tag with its
 * id; {@code ./plumbline verify --row ID} runs it.
 */
@Tag("verify")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class KillsIT {
  private static final int KILLS = Integer.getInteger("verify.kills", 10);

  /** Longer than a transaction may be open. */
  private static final Duration SUSPENDED = Duration.ofSeconds(20);

  /** Longer than a member of a group may be silent: the second instances take over. */
  private static final Duration PAST_SESSION = Duration.ofSeconds(55);

  private static final Duration AWAY = Duration.ofSeconds(20);
  private static final List<String> PARTS =
      List.of("scoring-streams", "ingest", "judge-worker", "broker");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("verify.seeds", 1));
  }

  @Tag("F1")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void ingestLosesNothingThatItAcknowledged(long seed) throws Exception {
    kill("F1", "ingest", seed);
  }

  @Tag("F2")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void scoringCountsEverythingOnce(long seed) throws Exception {
    kill("F2", "scoring-streams", seed);
  }

  @Tag("F3")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theJudgeAnswersEachRequestOnce(long seed) throws Exception {
    kill("F3", "judge-worker", seed);
  }

  @Tag("F6")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theBrokerKeepsItsLog(long seed) throws Exception {
    kill("F6", "broker", seed);
  }

  @Tag("F4")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whoeverWasSuspendedCountsNothingTwice(long seed) throws Exception {
    Row row =
        new Row("F4", "suspended: ingest, broker; scoring and judge past their session", seed);
    new KillRun(row)
        .run(
            (installation, kills, random) -> {
              kills.startSecond();
              kills.freeze(List.of("ingest"), SUSPENDED);
              for (int i = 0; i < 3; i++) {
                kills.freeze(List.of("broker"), SUSPENDED);
              }
              kills.freeze(List.of("scoring-streams", "judge-worker"), PAST_SESSION);
            });
  }

  @Tag("F5")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everythingWaitsForABrokerThatIsAway(long seed) throws Exception {
    Row row = new Row("F5", "broker stopped, and started again after 20 s", seed);
    new KillRun(row)
        .run(
            (installation, kills, random) -> {
              kills.stop("broker", AWAY);
              kills.stop("broker", AWAY);
            });
  }

  @Tag("F31")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void aPartThatIsAskedToEndDrains(long seed) throws Exception {
    Row row = new Row("F31", "each part stopped by SIGTERM and started again", seed);
    new KillRun(row)
        .run(
            (installation, kills, random) -> {
              for (String part : PARTS) {
                kills.stop(part, Duration.ZERO);
              }
            });
  }

  @Tag("F9")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void twoInstancesShareTheWorkWhoeverDies(long seed) throws Exception {
    Row row =
        new Row("F9", "two instances of scoring and judge: killed in turn, then one leaves", seed);
    new KillRun(row)
        .run(
            (installation, kills, random) -> {
              List<String> second = kills.startSecond();
              List<String> parts = new ArrayList<>(second);
              parts.addAll(List.of("scoring-streams", "judge-worker"));
              while (kills.kills() < KILLS) {
                kills.kill(List.of(parts.get(random.nextInt(parts.size()))));
              }
              for (String part : second) {
                installation.stop(part);
              }
            });
  }

  @Tag("F12")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void scoringIsRebuiltFromItsChangelogs(long seed) throws Exception {
    Row row = new Row("F12", "scoring-streams killed and its state directory deleted", seed);
    new KillRun(row)
        .run(
            (installation, kills, random) -> {
              for (int i = 0; i < Math.max(1, KILLS / 3); i++) {
                kills.kill(List.of("scoring-streams"));
                kills.killAndDelete("scoring-streams", installation.stateDir());
              }
            });
  }

  @Tag("F1-F6")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyTwoMayDieAtOnce(long seed) throws Exception {
    Row row = new Row("F1-F6", "any part killed, half of the time two at once", seed);
    new KillRun(row)
        .run(
            (installation, kills, random) -> {
              for (int i = 0; i < KILLS; i++) {
                List<String> parts = new ArrayList<>(PARTS);
                Collections.shuffle(parts, random);
                kills.kill(parts.subList(0, i % 2 == 0 ? 2 : 1));
              }
            });
  }

  private static void kill(String id, String part, long seed) throws Exception {
    Row row = new Row(id, part + " killed", seed);
    new KillRun(row)
        .run(
            (installation, kills, random) -> {
              while (kills.kills() < KILLS) {
                kills.kill(List.of(part));
              }
            });
  }
}
