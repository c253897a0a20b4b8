package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.llm.ErrorRates;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * One row: an installation under load, something done to it, and then every number on the topics
 * against the independent ones.
 */
final class KillRun {
  private static final double TRACES_PER_SECOND =
      Double.parseDouble(System.getProperty("verify.rate", "30"));
  private static final Duration JUDGE_LATENCY = Duration.ofSeconds(2);
  private static final long QUIET_NANOS = Duration.ofSeconds(60).toNanos();

  private final Report report;
  private final Row row;
  private final Path dir;

  KillRun(Report report, Row row) {
    this.report = report;
    this.row = row;
    this.dir = Report.DIR.resolve(row.id() + "-" + row.seed()).toAbsolutePath();
  }

  /** What is done under load. */
  interface Fault {
    void on(Installation installation, Kills kills, Random random) throws Exception;
  }

  void run(Fault fault) throws Exception {
    try {
      report.say(row, row.what());
      Trees.delete(dir);
      ScriptedLlm llm =
          new ScriptedLlm(0, JUDGE_LATENCY, row.seed(), ErrorRates.NONE, FaultScript.none());
      Installation installation = new Installation(dir, llm);
      try (installation) {
        disturb(installation, llm, fault);
      }
      assertThat(installation.processes())
          .as("every process ends well when it is told to")
          .allSatisfy((part, process) -> assertThat(process.exitValue()).as(part).isZero());
      row.passed();
      // The logs stay.
      Trees.delete(dir.resolve("broker-data"));
      Trees.delete(installation.stateDir());
    } catch (Exception | AssertionError e) {
      row.failed(e);
      throw e;
    } finally {
      report.add(row);
    }
  }

  private void disturb(Installation installation, ScriptedLlm llm, Fault fault) throws Exception {
    try (Load load =
            new Load(
                row.seed(),
                System.currentTimeMillis(),
                installation.grpcPort(),
                installation.httpPort(),
                TRACES_PER_SECOND);
        Progress progress = new Progress(installation, load.ledger())) {
      Random random = new Random(row.seed());
      Kills kills = new Kills(installation, progress, random, this::recovered);
      load.start();
      fault.on(installation, kills, random);
      List<Load.Sent> sent = load.stop();
      row.figure("processes killed", kills.kills());
      row.figure("exports acknowledged", load.ledger().acknowledged());
      row.figure("exports not acknowledged, by status", load.ledger().failures());
      compare(installation, sent);
      row.figure("judge calls", llm.calls());
      row.figure("judge calls under way at kills of the worker", kills.callsCut());
    }
  }

  private void recovered(Recovery recovery) {
    row.recoveries().add(recovery);
    report.say(
        row,
        "%d. %s%s ready after %.1f s, at work after %.1f s"
            .formatted(
                row.recoveries().size(),
                recovery.part(),
                recovery.with().isEmpty() ? "" : " (with " + recovery.with() + ")",
                recovery.readySeconds(),
                recovery.workSeconds()));
  }

  /** Waits as long as there is news on the topics and they are not yet as they must be. */
  private void compare(Installation installation, List<Load.Sent> sent) throws Exception {
    long ended = System.nanoTime();
    try (Found found = new Found(installation.kafka())) {
      long news = ended;
      long records = -1;
      List<String> differences;
      do {
        Thread.sleep(1_000);
        found.read();
        differences = differences(found, sent);
        if (found.records() != records) {
          records = found.records();
          news = System.nanoTime();
        }
      } while (!differences.isEmpty() && System.nanoTime() - news < QUIET_NANOS);
      figures(found, sent);
      row.figure(
          "seconds from the last export to the last number",
          "%.0f".formatted((System.nanoTime() - ended) / 1e9));
      assertThat(differences).as("differences to the independent computation").isEmpty();
    }
  }

  private void figures(Found found, List<Load.Sent> sent) {
    row.figure("traces sent", sent.size());
    row.figure("of them never acknowledged", sent.stream().filter(s -> !s.acknowledged()).count());
    row.figure("spans in Kafka", found.spans().size());
    row.figure("spans on the wire", found.spanRecords());
    row.figure("interactions", found.answers().size());
    row.figure("of them revised", found.revised());
    row.figure("scores", found.scores().size());
    row.figure("verdicts", found.verdicts("helpful").size());
    row.figure("windows", found.windows().size());
    row.figure("dead letters", found.deadLetters());
    row.figure("ledger", counts(found.decisions()));
  }

  private static Map<String, Long> counts(Map<String, String> decisions) {
    Map<String, Long> counts = new TreeMap<>();
    decisions.forEach(
        (key, outcome) ->
            counts.merge(key.substring(key.indexOf('|') + 1) + " " + outcome, 1L, Long::sum));
    return counts;
  }

  private static List<String> differences(Found found, List<Load.Sent> sent) {
    List<GeneratedTrace> there = new ArrayList<>();
    Set<String> known = new HashSet<>();
    List<String> differences = new ArrayList<>();
    for (Load.Sent one : sent) {
      List<String> spans = spans(one.trace());
      known.addAll(spans);
      if (found.spans().containsAll(spans)) {
        there.add(one.trace());
      } else if (one.acknowledged()) {
        differences.add("acknowledged and not in Kafka: trace " + one.trace().truth().traceId());
      } else if (spans.stream().anyMatch(found.spans()::contains)) {
        differences.add("half of a trace: " + one.trace().truth().traceId());
      }
    }
    if (!known.containsAll(found.spans())) {
      differences.add("spans in Kafka that nobody sent");
    }
    if (found.deadLetters() > 0) {
      differences.add(found.deadLetters() + " dead letters");
    }
    found.twice().forEach(what -> differences.add("twice: " + what));
    Expected expected = Expected.of(there, found.verdicts("grounded"));
    compare(differences, "answer", expected.answers(), found.answers());
    compare(differences, "score", expected.scores(), found.scores());
    compare(differences, "ledger", expected.decisions(), found.decisions());
    compare(differences, "asked", expected.asked(), found.asked());
    if (!expected.asked().keySet().equals(found.verdicts("helpful").keySet())) {
      differences.add("verdicts about other traces than those that the judge was asked about");
    }
    compare(differences, "window", expected.windows(), found.windows());
    return differences;
  }

  private static <V> void compare(
      List<String> differences, String what, Map<String, V> expected, Map<String, V> found) {
    Set<String> keys = new java.util.TreeSet<>(expected.keySet());
    keys.addAll(found.keySet());
    List<String> different =
        keys.stream()
            .filter(key -> !Objects.equals(expected.get(key), found.get(key)))
            .map(
                key ->
                    what
                        + " "
                        + key
                        + "\n    expected "
                        + expected.get(key)
                        + "\n    found    "
                        + found.get(key))
            .toList();
    if (!different.isEmpty()) {
      differences.add(different.size() + " of " + keys.size() + " differ: " + what);
      differences.addAll(different.subList(0, Math.min(10, different.size())));
    }
  }

  private static List<String> spans(GeneratedTrace trace) {
    return trace.spans().getScopeSpansList().stream()
        .flatMap(scope -> scope.getSpansList().stream())
        .map(span -> Found.id(span.getTraceId(), span.getSpanId()))
        .toList();
  }
}
