package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.oracle.Mirrors;
import dev.plumbline.standalone.oracle.RawRecords;
import dev.plumbline.topics.TopicCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People label answers while traffic runs and processes die: labels that come late, change and are
 * taken back, answers that are asked about again after a thumb, revisions and a replay. Windows are
 * what a batch over the topics says, and the other forms of scores hold each score once.
 */
@Tag("verify")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class LabelsIT {
  private static final double TRACES_PER_SECOND =
      Double.parseDouble(System.getProperty("verify.rate", "30"));

  private static final int KILLS = Integer.getInteger("verify.kills", 10);

  /** Minutes become hours while it runs, and the other forms of scores are on. */
  private static final String SCORING =
      Installation.ASSEMBLY
          + "\n  windows: {keepMinutes: 5m}"
          + "\n  publish: {scoresJson: true, scoresOtlp: true}";

  /** Event times begin three minutes before an hour ends. */
  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final long BEFORE_THE_HOUR = Duration.ofMinutes(3).toMillis();

  /** Half a second of event time each: ten minutes, in which an hour ends and is rolled. */
  private static final int TRACES = 1_200;

  /** Reviews after the traffic, of what was drawn in all of it. */
  private static final int ROUNDS = 4;

  private static final Duration QUIET = Duration.ofSeconds(90);

  private static final List<String> PARTS =
      List.of("scoring-streams", "judge-worker", "broker", "ingest");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Long.getLong("verify.seeds", 1));
  }

  @Tag("labels")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void windowsAreTheBatchOverTheTopicsWhateverComesLate(long seed) throws Exception {
    Row row =
        new Row("labels", "labels given, changed and taken back; any part killed; a replay", seed);
    new RowRun(row, SCORING).run((installation, llm) -> run(installation, row));
  }

  private static void run(Installation installation, Row row) throws Exception {
    audit(installation);
    Random random = new Random(row.seed());
    long now = System.currentTimeMillis() / HOUR * HOUR - BEFORE_THE_HOUR;
    try (LabelBooks books = new LabelBooks(installation.kafka())) {
      List<Load.Sent> sent;
      try (Load load =
              new Load(
                  row.seed(),
                  now,
                  installation.grpcPort(),
                  installation.httpPort(),
                  TRACES_PER_SECOND);
          Progress progress = new Progress(installation, load.ledger())) {
        Kills kills =
            new Kills(
                installation,
                progress,
                new Recoveries(installation, progress, recovery -> row.recoveries().add(recovery)),
                random);
        load.start();
        for (int turn = 0; kills.kills() < KILLS; turn++) {
          kills.kill(List.of(PARTS.get(turn % PARTS.size())));
          books.read();
          books.review(random);
        }
        while (load.count() < TRACES) {
          Thread.sleep(1_000);
          books.read();
          books.review(random);
        }
        sent = load.stop();
        row.figure("processes killed", kills.kills());
      }
      row.figure("traces sent", sent.size());
      RawRecords.writeAgain(installation.kafka(), TopicCatalog.OTLP_SPANS);
      RawRecords.writeAgain(installation.kafka(), TopicCatalog.JUDGE_VERDICTS);
      settle(books);
      for (int round = 0; round < ROUNDS; round++) {
        books.review(random);
        books.read();
      }
      List<String> problems = settle(books);
      books.figures(row);
      assertThat(problems).as("windows against the batch over the topics").isEmpty();
      assertThat(new WindowBatch(books).problems(row)).isEmpty();
      assertThat(books.changes()).as("corrections, withdrawals and second draws").doesNotContain(0);
      assertThat(Mirrors.problems(installation.kafka(), row::figure)).isEmpty();
    }
  }

  /** People are asked about half of the verdicts, and the judge again after a thumb down. */
  private static void audit(Installation installation) throws IOException, InterruptedException {
    String policy = Files.readString(installation.policy());
    Files.writeString(
        installation.policy(),
        policy
            .replace(
                "    strata:\n",
                "    audit: {pass: 0.5, fail: 0.8, none: 0.5}\n"
                    + "    strata:\n"
                    + "      - {name: complained, when: \"thumbs_down\", rate: 0.9}\n")
            .replace("rate: 0.1", "rate: 0.3"));
    Thread.sleep(Duration.ofSeconds(15));
  }

  /**
   * Until nothing is pending, an hour has been rolled and everything is equal, or nothing has moved
   * for long.
   */
  private static List<String> settle(LabelBooks books) throws InterruptedException {
    long records = -1;
    long news = System.nanoTime();
    List<String> problems = List.of("nothing read");
    while (!problems.isEmpty() && System.nanoTime() - news < QUIET.toNanos()) {
      Thread.sleep(2_000);
      long read = books.read();
      if (read != records) {
        records = read;
        news = System.nanoTime();
      } else if (!books.pending()) {
        WindowBatch batch = new WindowBatch(books);
        problems = new ArrayList<>(batch.problems(new Row("", "", 0)));
        if (batch.compared().contains(0)) {
          problems.add("hours, and rates with an interval: " + batch.compared());
        }
      }
    }
    return problems;
  }
}
