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
            "{\"answer\":\"x\",\"checks\":{\"g\":\"bad\"}}\n"
                + "{\"answer\":\"x\",\"verdicts\":{\"quality/helpful\":2},\"pi\":0.5}\n");
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

  @Test
  void knowsWhatUsersDidLate() throws IOException {
    String policy =
        POLICY
            .replace("rate: auto", "rate: 0.1")
            .replace(
                "strata:\n",
                "strata:\n      - {name: complained, when: \"thumbs_down\", rate: 0.8}\n");
    file("p.yaml", policy);
    Path tests =
        file(
            "tests.yaml",
            """
            policy: p.yaml
            tests:
              - name: a complaint raises the chance
                answer: {answer: yes, route: refunds}
                late: [thumbs_down]
                expect: [{rubric: quality, stratum: complained, rate: 0.8}]
              - name: asking again is no complaint
                answer: {answer: yes, route: refunds}
                late: [regenerated]
                expect: [{rubric: quality, stratum: rest}]
            """);
    assertThat(run("policy", "test", tests.toString())).isZero();
    Path input =
        file("rows.jsonl", "{\"answer\":\"x\",\"late\":[\"thumbs_down\"]}\n{\"answer\":\"x\"}\n");
    int exit =
        run(
            "sampling",
            "dry-run",
            "--policy",
            directory.resolve("p.yaml").toString(),
            "--input",
            input.toString());
    assertThat(exit).isZero();
    assertThat(out.toString()).containsPattern("quality +complained +default +1 +0\\.8");
  }

  @Test
  void tellsAWordThatIsNothingUsersDo() throws IOException {
    file("p.yaml", POLICY);
    Path tests =
        file(
            "tests.yaml",
            """
            policy: p.yaml
            tests:
              - name: a word
                answer: {answer: yes}
                late: [thumbsdown]
                expect: [{rubric: quality, stratum: rest}]
            """);
    assertThat(run("policy", "test", tests.toString())).isEqualTo(65);
    assertThat(err.toString())
        .contains("found late: thumbsdown, expected a list of thumbs_down, regenerated");
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
