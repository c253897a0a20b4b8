package dev.plumbline.standalone.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.plumbline.standalone.senders.Collector;
import dev.plumbline.standalone.verify.NotHere;
import dev.plumbline.standalone.verify.Report;
import dev.plumbline.standalone.verify.Row;
import dev.plumbline.standalone.verify.Trees;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The examples of the guide read what scoring published, and go on reading when a later release
 * writes more.
 */
@Tag("verify")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ConsumersIT {
  private static final long SEED = 20261129;
  private static final int TRACES = 40;
  private static final Path DIR = Report.DIR.resolve("consumers").toAbsolutePath();

  private final List<String> missing = new ArrayList<>();
  private final List<Running> consumers = new ArrayList<>();

  @Test
  @Tag("consumers")
  void everyConsumerReadsTheSameBeforeAndAfterAnAddition() throws Exception {
    Row row = new Row("consumers", "consumers of the public topics, and a later release", SEED);
    Report.THIS_RUN.run(
        row,
        () -> {
          Trees.delete(DIR);
          Files.createDirectories(DIR);
          try (PublicTopics topics = new PublicTopics(DIR);
              LogsBackend backend = new LogsBackend()) {
            topics.traces(TRACES, SEED);
            Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> interactions(topics) == TRACES && !topics.windows().isEmpty());
            Collector collector = collector(topics, backend);
            try {
              run(topics, backend, collector != null, row);
            } finally {
              if (collector != null) {
                collector.close();
              }
              for (Running consumer : consumers) {
                consumer.close();
              }
            }
          }
          Trees.delete(DIR.resolve("broker"));
          if (!missing.isEmpty()) {
            throw new NotHere("what is here passed, missing is: " + String.join("; ", missing));
          }
        });
  }

  private void run(PublicTopics topics, LogsBackend backend, boolean collector, Row row)
      throws Exception {
    start("java", java(topics));
    Python python = null;
    try {
      python = Python.install(DIR.resolve("python"));
      python.generate(DIR.resolve("now"));
      python.generateNext(DIR.resolve("next"));
      start("python", python(python, "now", "scores.py", topics));
      start("python-next", python(python, "next", "scores.py", topics));
      start("json", python(python, "now", "scores_json.py", topics));
    } catch (NotHere e) {
      missing.add(e.getMessage());
    }
    Set<String> before = topics.results();
    consumers.forEach(consumer -> consumer.mustPrint(before));
    // A later release takes over while they run.
    Score score = topics.scores().getFirst();
    Score next = Next.score(score);
    Score takenBack = next.toBuilder().setScoreId("dead").build();
    String key = score.getTraceId();
    topics.write(TopicCatalog.SCORES, key, Next.bytes(next), Next.bytes(takenBack));
    topics.write(TopicCatalog.SCORES_JSON, key, Next.json(next), Next.json(takenBack));
    long now = System.currentTimeMillis();
    topics.write(TopicCatalog.SCORES_OTLP, key, Next.event(next, now), Next.event(takenBack, now));
    Map.Entry<String, SliWindow> window = topics.windows().entrySet().iterator().next();
    byte[] changed = Next.bytes(window.getValue());
    topics.write(TopicCatalog.SLI_WINDOWS, window.getKey(), changed, changed);
    Set<String> after = topics.results();
    assertThat(after).hasSize(before.size() + 1).contains(PublicTopics.result(next));
    for (Running consumer : consumers) {
      consumer.mustPrint(after);
    }
    // And one score more of this release, so that what was taken back would have been seen.
    topics.traces(1, SEED + 1);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> interactions(topics) == TRACES + 1);
    Set<String> all = topics.results();
    for (Running consumer : consumers) {
      consumer.mustPrint(all);
      mustEqual(consumer.results(), all);
    }
    row.figure("Java, Python, JSON", consumers.size() + " of them, " + all.size() + " results");
    if (python != null) {
      row.figure("Python, windows", windows(python, topics) + " keys");
    }
    kcat(topics, all, row);
    if (collector) {
      // Its receiver reads what is taken back too, and has no setting for that: the guide says so.
      Set<String> uncommitted = new TreeSet<>(all);
      uncommitted.add(PublicTopics.result(takenBack));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> mustEqual(backend.results(), uncommitted));
      row.figure("Collector", backend.results().size() + " results at a backend");
    }
  }

  /** Tells the differences only: there are hundreds of results. */
  private static void mustEqual(Set<String> found, Set<String> expected) {
    Set<String> more = new TreeSet<>(found);
    more.removeAll(expected);
    Set<String> less = new TreeSet<>(expected);
    less.removeAll(found);
    assertThat(more).as("too many").isEmpty();
    assertThat(less).as("missing").isEmpty();
  }

  private static long interactions(PublicTopics topics) {
    return topics.scores().stream().map(Score::getInteractionId).distinct().count();
  }

  private void start(String name, List<String> command) throws IOException {
    consumers.add(Running.start(name, DIR, command));
  }

  private static List<String> java(PublicTopics topics) throws IOException {
    Path target = Path.of("target");
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx128m",
        "-cp",
        Files.readString(target.resolve("classpath.txt")),
        Examples.write(DIR.resolve("java"), "Scores.java").toString(),
        topics.brokers());
  }

  private static List<String> python(
      Python python, String generated, String example, PublicTopics topics) throws IOException {
    Path file = Examples.write(DIR.resolve(generated), example);
    Files.writeString(
        file, Files.readString(file).replace("\"python-example\"", "\"" + generated + "\""));
    return List.of(python.binary(), file.toString(), topics.brokers());
  }

  private static int windows(Python python, PublicTopics topics) throws Exception {
    Set<String> keys = new TreeSet<>(topics.windows().keySet());
    try (Running windows =
        Running.start("windows", DIR, python(python, "now", "windows.py", topics))) {
      Awaitility.await("windows")
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                Set<String> read = new TreeSet<>();
                windows.lines().forEach(line -> read.add(line.split(" ", 2)[0]));
                return read.containsAll(keys);
              });
    }
    return keys.size();
  }

  private void kcat(PublicTopics topics, Set<String> all, Row row) throws Exception {
    List<String> command =
        Arrays.asList(Examples.block("kcat").replace("HOST:PORT", topics.brokers()).split("\\s+"));
    Process kcat;
    try {
      kcat = new ProcessBuilder(command).redirectError(DIR.resolve("kcat.log").toFile()).start();
    } catch (IOException e) {
      missing.add("kcat on the PATH");
      return;
    }
    Set<String> results = new TreeSet<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : new String(kcat.getInputStream().readAllBytes()).lines().toList()) {
      var json = mapper.readTree(line);
      String outcome = json.get("outcome").asText().toLowerCase(Locale.ROOT);
      results.add(
          json.get("scoreId").asText()
              + " "
              + json.get("revision").asInt()
              + " "
              + (List.of("pass", "fail").contains(outcome) ? outcome : "no-verdict"));
    }
    assertThat(kcat.waitFor()).isZero();
    mustEqual(results, all);
    row.figure("kcat", results.size() + " results");
  }

  private Collector collector(PublicTopics topics, LogsBackend backend) throws Exception {
    try {
      return Collector.start(
          Collector.binary(),
          DIR,
          "scores-receiver",
          Examples.block("scores-receiver")
              .replace("kafka:9092", topics.brokers())
              .replace("backend:4318", "127.0.0.1:" + backend.port()),
          0);
    } catch (NotHere e) {
      missing.add(e.getMessage());
      return null;
    }
  }
}
