package dev.plumbline.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class OfflineCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory = Path.of(".");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void labelImportNamesEveryWrongLineAndSendsNothing() throws IOException {
    // Given
    String trace = "0af7651916cd43dd8448eb211c80319c";
    String good = "{\"trace_id\":\"" + trace + "\",\"metric\":\"q/helpful\",\"reviewer\":\"ann\"";
    Path file =
        file(
            "labels.jsonl",
            Stream.of(
                good + ",\"pass\":null}",
                good + "}",
                good + ",\"pass\":\"yes\"}",
                good.replace(trace, "ABC") + ",\"pass\":true}",
                good + ",\"pass\":1,\"labelled_at\":\"today\",\"interaction\":\"x\"}",
                good.replace("\"ann\"", "\" \"") + ",\"pass\":false}"));
    // When
    int exit = run("label", "import", file.toString(), "--bootstrap", "localhost:9");
    // Then
    assertThat(exit).isEqualTo(65);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines().map(String::strip))
        .contains(
            "line 2  pass: found nothing, expected true, false, or null to take the label back",
            "line 3  pass: found \"yes\", expected 0, 1 or null",
            "line 4  trace_id: found \"ABC\", expected 32 lower-case hexadecimal digits",
            "line 5  labelled_at: found \"today\", expected a time such as 2026-11-01T10:00:00Z",
            "line 6  reviewer: found \" \", expected a text that is not empty")
        .anyMatch(
            line -> line.startsWith("line 5  interaction: found \"x\", expected no such field"))
        .noneMatch(line -> line.startsWith("line 1 "));
  }

  @Test
  void estimateGivesOneLinePerValueInTheirOrder() throws IOException {
    // Given
    Path file =
        file(
            "rows.jsonl",
            IntStream.range(0, 400)
                .mapToObj(
                    i -> row(i, i % 10 < 8, "\"model\":\"" + (i % 2 == 0 ? "b" : "a") + "\"")));
    // When
    int exit = run("estimate", "--input", file.toString(), "--by", "model");
    // Then
    assertThat(exit).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode first = JSON.readTree(lines.getFirst());
    assertThat(first.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "n",
            "asked",
            "judged",
            "labelled",
            "raw",
            "weighted",
            "corrected",
            "low",
            "high",
            "se",
            "nEff",
            "lambda",
            "bounds",
            "unseenShare",
            "method",
            "state",
            "reason");
    assertThat(first.get("model").asText()).isEqualTo("a");
    assertThat(first.get("n").asInt()).isEqualTo(200);
    assertThat(first.get("state").asText()).isEqualTo("ok");
    assertThat(first.get("reason").isNull()).isTrue();
  }

  @Test
  void estimateGroupsRowsWithoutTheFieldUnderNull() throws IOException {
    Path file =
        file(
            "rows.jsonl",
            IntStream.range(0, 300)
                .mapToObj(
                    i ->
                        row(
                            i,
                            i % 10 < 8,
                            switch (i % 3) {
                              case 0 -> "\"model\":\"a\"";
                              case 1 -> "\"model\":null";
                              default -> "\"other\":1";
                            })));
    assertThat(run("estimate", "--input", file.toString(), "--by", "model")).isZero();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      lines.add(JSON.readTree(line));
    }
    assertThat(lines).extracting(line -> line.get("n").asInt()).containsExactly(200, 100);
    assertThat(lines.getFirst().get("model").isNull()).isTrue();
    assertThat(lines.getLast().get("model").asText()).isEqualTo("a");
  }

  @Test
  void estimateDoesNotDependOnTheOrderOfRows() throws IOException {
    List<String> rows = new ArrayList<>();
    IntStream.range(0, 500)
        .forEach(
            i ->
                rows.add(
                    row(
                            i,
                            i % 7 > 0,
                            "\"session\":\"s%d\",\"weight\":%d".formatted(i / 3, 1 + i % 4))
                        .replace("\"stratum\":\"0\"", "\"stratum\":\"%d\"".formatted(i % 3))));
    JsonNode straight = estimated(rows);
    Collections.shuffle(rows, new Random(11));
    same(estimated(rows), straight, "shuffled");
    assertThat(straight.get("corrected").isNumber()).isTrue();
  }

  private JsonNode estimated(List<String> rows) throws IOException {
    out.getBuffer().setLength(0);
    Path file = file("shuffled.jsonl", rows.stream());
    assertThat(run("estimate", "--input", file.toString())).isZero();
    return JSON.readTree(out.toString());
  }

  /** Every field of a rate, numbers to 1e-9. */
  private static void same(JsonNode rate, JsonNode expected, String what) {
    assertThat(rate.fieldNames()).toIterable().containsExactlyElementsOf(expected::fieldNames);
    expected
        .properties()
        .forEach(
            field -> {
              JsonNode found = rate.get(field.getKey());
              if (field.getValue().isNumber()) {
                assertThat(found.asDouble())
                    .as(what + " " + field.getKey())
                    .isCloseTo(field.getValue().asDouble(), within(1e-9));
              } else if (field.getValue().isArray()) {
                for (int end = 0; end < 2; end++) {
                  assertThat(found.get(end).asDouble())
                      .as(what + " " + field.getKey())
                      .isCloseTo(field.getValue().get(end).asDouble(), within(1e-9));
                }
              } else {
                assertThat(found).as(what + " " + field.getKey()).isEqualTo(field.getValue());
              }
            });
  }

  @Test
  void estimateSaysNullForWhatItDoesNotKnow() throws IOException {
    Path file = file("few.jsonl", Stream.of(row(1, true, "\"x\":1")));
    assertThat(run("estimate", "--input", file.toString())).isZero();
    JsonNode rate = JSON.readTree(out.toString());
    assertThat(rate.get("corrected").isNull()).isTrue();
    assertThat(rate.get("low").isNull()).isTrue();
    assertThat(rate.get("method").asText()).isEqualTo("weighted");
    assertThat(rate.get("reason").asText()).isEqualTo("few_labels");
    Path empty = file("empty.jsonl", Stream.of());
    out.getBuffer().setLength(0);
    assertThat(run("estimate", "--input", empty.toString())).isZero();
    JsonNode nothing = JSON.readTree(out.toString());
    assertThat(nothing.get("n").asInt()).isZero();
    assertThat(nothing.get("raw").isNull()).isTrue();
    assertThat(nothing.get("bounds").isNull()).isTrue();
  }

  @Test
  void estimateNamesEveryProblemWithItsLine() throws IOException {
    Path file =
        file(
            "bad.jsonl",
            Stream.of(
                row(1, true, "\"x\":1"),
                "{\"id\":\"t\",\"stratum\":\"0\",\"pi\":1.5,\"judged\":true,\"judge\":2,\"piHuman\":0,\"human\":1}",
                "",
                "not json",
                "{\"id\":\"t\",\"pi\":0.5,\"judged\":false,\"judge\":1}"));
    int exit = run("estimate", "--input", file.toString());
    assertThat(exit).isEqualTo(65);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(
            "bad.jsonl",
            "line 2  judge: found 2, expected 0, 1 or null",
            "line 2  pi: found 1.5, expected a number above 0 and at most 1",
            "line 2  piHuman: found 0, expected a number above 0 and at most 1",
            "line 4  found what is not JSON",
            "line 5  judge: found 1, expected null where judged is false",
            "line 5  stratum: found nothing, expected a text");
    assertThat(run("estimate", "--input", directory.resolve("none").toString())).isEqualTo(65);
    assertThat(err.toString()).contains("found no such file, expected JSON lines");
    assertThat(run("estimate", "--input", file.toString(), "--level", "95")).isEqualTo(2);
    assertThat(err.toString()).contains("found 95, expected a number between 0 and 1");
    assertThat(run("estimate", "--input", file.toString(), "--by", "raw")).isEqualTo(2);
    Path one = file("one.jsonl", Stream.of(row(1, true, "\"x\":1")));
    assertThat(run("estimate", "--input", one.toString(), "--by", "modle")).isEqualTo(65);
    assertThat(err.toString()).contains("found modle in no row");
  }

  @Test
  void compareSeesWhichVersionIsWorse() throws IOException {
    Path good =
        file("a.jsonl", IntStream.range(0, 400).mapToObj(i -> row(i, i % 10 < 9, "\"x\":1")));
    Path bad =
        file("b.jsonl", IntStream.range(0, 400).mapToObj(i -> row(i, i % 10 < 6, "\"x\":1")));
    assertThat(run("compare", "--a", good.toString(), "--b", bad.toString())).isZero();
    JsonNode worse = JSON.readTree(out.toString());
    assertThat(worse.get("verdict").asText()).isEqualTo("worse");
    assertThat(worse.at("/sequential/verdict").asText()).isEqualTo("worse");
    assertThat(worse.get("difference").asDouble()).isCloseTo(-0.3, within(0.01));
    assertThat(worse.at("/raw/difference").asDouble()).isCloseTo(-0.3, within(1e-9));
    out.getBuffer().setLength(0);
    assertThat(run("compare", "--a", good.toString(), "--b", good.toString(), "--split", "0.6"))
        .isZero();
    JsonNode split = JSON.readTree(out.toString());
    assertThat(split.get("verdict").asText()).isEqualTo("not enough data");
    assertThat(split.get("reason").asText()).isEqualTo("sample_ratio_mismatch");
    out.getBuffer().setLength(0);
    assertThat(run("compare", "--a", good.toString(), "--b", good.toString())).isZero();
    assertThat(JSON.readTree(out.toString()).get("verdict").asText())
        .isEqualTo("no difference shown");
  }

  @Test
  void agreementGivesWeightedAndPlainNumbers() throws IOException {
    // The classic table: 118 yes-yes, 5 and 2 apart, 0 no-no.
    Path file =
        file(
            "items.jsonl",
            IntStream.range(0, 125)
                .mapToObj(
                    i ->
                        "{\"judge\":%d,\"human\":%d,\"weight\":2}"
                            .formatted(i < 123 ? 1 : 0, i < 118 || i >= 123 ? 1 : 0)));
    assertThat(run("agreement", "--input", file.toString())).isZero();
    JsonNode json = JSON.readTree(out.toString());
    assertThat(json.get("kappa").asDouble()).isCloseTo(-0.0233918, within(5e-7));
    assertThat(json.get("ac1").asDouble()).isCloseTo(0.9407763, within(5e-7));
    assertThat(json.get("sensitivity").asDouble()).isCloseTo(118 / 120.0, within(1e-12));
    assertThat(json.get("specificity").asDouble()).isZero();
    assertThat(json.at("/unweighted/n").asInt()).isEqualTo(125);
  }

  @Test
  void simulateEmitsRowsThatGiveTheSameNumbers() throws IOException {
    // Given
    for (String scenario :
        List.of(
            "late-facts",
            "outage-in-bad-hour",
            "judge-change",
            "sessions-over-borders",
            "refusals-labelled",
            "upstream-sampling",
            "thinly-judged-stratum")) {
      assertThat(
              run(
                  "simulate",
                  "--scenario",
                  scenario,
                  "--replicates",
                  "2",
                  "--seed",
                  "7",
                  "--emit",
                  directory.resolve(scenario).toString()))
          .isZero();
      // When
      for (String line : Files.readAllLines(directory.resolve(scenario).resolve("truth.jsonl"))) {
        JsonNode truth = JSON.readTree(line);
        out.getBuffer().setLength(0);
        Path rows = directory.resolve(scenario).resolve(truth.get("file").asText());
        assertThat(run("estimate", "--input", rows.toString())).isZero();
        // Then
        JsonNode rate = JSON.readTree(out.toString());
        assertThat(rate.get("corrected").isNumber()).isTrue();
        same(rate, truth.get("estimate"), scenario);
      }
    }
  }

  @Test
  void simulateTakesAScenarioOfOnesOwnAndNamesItsProblems() throws IOException {
    Path bad =
        file(
            "bad.yaml",
            Stream.of("name: x", "about: y", "rows: 0", "kinds:", "  - {share: 0.5, sratum: 1}"));
    assertThat(run("simulate", "--scenario", bad.toString())).isEqualTo(65);
    assertThat(err.toString())
        .contains(
            "line 3  rows: found 0, expected a whole number from 1",
            "line 5  kinds[0].sratum: unknown key, did you mean stratum?",
            "found shares that add to 0.5, expected 1");
    assertThat(run("simulate", "--scenario", "nothing")).isEqualTo(65);
    assertThat(err.toString()).contains("expected one or one of plain, rare-failures");
  }

  private int run(String... arguments) {
    CommandLine command = PlumblineMain.commandLine();
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private Path file(String name, Stream<String> lines) throws IOException {
    return Files.write(directory.resolve(name), (Iterable<String>) lines::iterator);
  }

  /** An answer that was asked about and labelled; the judge is right. */
  private static String row(int id, boolean good, String more) {
    int value = good ? 1 : 0;
    return "{\"id\":\"t%d\",\"stratum\":\"0\",\"pi\":0.5,\"judged\":true,\"judge\":%d,\"piHuman\":0.5,\"human\":%d,%s}"
        .formatted(id, value, value, more);
  }
}
