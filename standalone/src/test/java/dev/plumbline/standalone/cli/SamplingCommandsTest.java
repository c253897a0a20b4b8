package dev.plumbline.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SamplingCommandsTest {
  private static final String POLICY =
      """
      salt: judge-v1
      saltEpoch: "1"
      budget: {callsPerHour: 20}
      evaluators:
        - rubric: quality
          version: "1"
          judge: primary
          criteria: [helpful]
          eligible: "route != 'internal'"
          strata:
            - {name: suspicious, when: "failed_checks >= 1", rate: 0.5}
            - {name: rest, rate: auto}
      """;

  @TempDir private Path directory = Path.of(".");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsWhatAPolicyKeepsAndThatLabelsAreMissing() throws IOException {
    Path input =
        file(
            "rows.jsonl",
            IntStream.range(0, 2_400)
                .mapToObj(SamplingCommandsTest::row)
                .collect(Collectors.joining("\n")));
    int exit =
        run(
            "sampling",
            "dry-run",
            "--policy",
            file("p.yaml", POLICY).toString(),
            "--input",
            input.toString(),
            "--current",
            file("now.yaml", POLICY.replace("20}", "10}")).toString());
    assertThat(err.toString()).isEmpty();
    assertThat(exit).isZero();
    assertThat(out.toString())
        .containsPattern("quality +suspicious +default +240 +120\\.0 +0\\.5000")
        .containsPattern("quality +rest +default +2040 +336\\.0 +0\\.1647")
        .contains("120 answers are taken by no evaluator")
        .contains("per day: 456 calls, unknown tokens, unknown money")
        .contains("against the current policy: +228 calls a day (228 now)")
        .containsPattern(
            "quality/helpful +default +2280 +456\\.0 +0 +insufficient_data, labels missing: 30");
  }

  @Test
  void tellsEveryProblemOfTheRows() throws IOException {
    Path input =
        file(
            "rows.jsonl",
            "{\"answer\":\"x\",\"checks\":{\"g\":\"bad\"}}\n{\"answer\":\"x\",\"verdicts\":{\"quality/helpful\":2},\"pi\":0.5}\n");
    int exit =
        run(
            "sampling",
            "dry-run",
            "--policy",
            file("p.yaml", POLICY).toString(),
            "--input",
            input.toString());
    assertThat(exit).isEqualTo(65);
    assertThat(err.toString())
        .contains("line 1  checks:", "line 2  verdicts:", "expected pass, fail");
  }

  @Test
  void refusesAWrongPolicyByItsLines() throws IOException {
    int exit =
        run(
            "sampling",
            "dry-run",
            "--policy",
            file("p.yaml", POLICY.replace("auto", "fast")).toString(),
            "--input",
            "none");
    assertThat(exit).isEqualTo(78);
    assertThat(err.toString())
        .contains("p.yaml", "line 12  evaluators.quality.strata[1].rate: found fast");
  }

  @Test
  void runsExamplesAgainstAPolicy() throws IOException {
    file("p.yaml", POLICY);
    Path tests =
        file(
            "tests.yaml",
            """
            policy: p.yaml
            tests:
              - name: a failed check is suspicious
                answer: {answer: yes, route: refunds}
                checks: {grounding: fail}
                expect: [{rubric: quality, stratum: suspicious, rate: 0.5}]
              - name: our own tests are not judged
                answer: {answer: yes, route: internal}
                expect: [{rubric: quality, filtered: policy}]
              - name: wrong on purpose
                answer: {answer: yes, route: refunds}
                expect: [{rubric: quality, stratum: suspicious}]
            """);
    assertThat(run("policy", "test", tests.toString())).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            "ok    a failed check is suspicious",
            "ok    our own tests are not judged",
            "FAIL  wrong on purpose",
            "      quality: expected stratum suspicious, found stratum rest with rate 0.05",
            "3 tests, 1 failed");
  }

  private static String row(int i) {
    boolean internal = i % 20 == 0;
    return "{\"answer\":\"x\",\"route\":\"%s\",\"checks\":{\"grounding\":\"%s\"}}"
        .formatted(internal ? "internal" : "refunds", i % 10 == 1 ? "fail" : "pass");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private int run(String... arguments) {
    CommandLine command = PlumblineMain.commandLine();
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
