package dev.plumbline.standalone.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.ConfigDirectory;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckTest {
  @TempDir Path dir;
  private Path config;

  @BeforeEach
  void writeFirstConfig() {
    config = dir.resolve("config");
    assertThat(FirstConfig.writeIfAbsent(config)).isTrue();
  }

  @Test
  void findsNothingWrongWithTheFirstConfigAndLeavesNothingBehind() throws IOException {
    ConfigCheck check = check();
    assertThat(check.problems()).isEmpty();
    assertThat(check.parts()).containsExactly("ingest", "scoring-streams", "console");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).containsExactly(config);
    }
  }

  @Test
  void everyInstallationHasASaltOfItsOwn() throws IOException {
    Path other = dir.resolve("other");
    FirstConfig.writeIfAbsent(other);
    String salt = Files.readAllLines(config.resolve("hot/sampling.yaml")).get(3);
    assertThat(salt).matches("salt: \"[0-9a-f]{32}\"");
    assertThat(Files.readAllLines(other.resolve("hot/sampling.yaml"))).doesNotContain(salt);
  }

  @Test
  void tellsOfDrawsForPeopleThatCannotBe() throws IOException {
    change("hot/sampling.yaml", "evaluators: []", "");
    change("hot/sampling.yaml", "#evaluators:", "evaluators:");
    change("hot/sampling.yaml", "\n#  ", "\n  ");
    change("hot/sampling.yaml", "audit: {pass: 0.05, fail: 0.2}", "audit: {pass: 5}");
    assertThat(String.join("\n", check().problems()))
        .contains(
            "evaluators.answer-quality.audit.pass: found 5, expected a share from 0.005 to 1");
  }

  @Test
  void findsNothingWrongWithTheCommentedJudgeOnceItsKeyIsThere() throws IOException {
    Path key = Files.writeString(dir.resolve("key"), "sk-test");
    change("plumbline.yaml", "#judge:", "judge:");
    change("plumbline.yaml", "\n#  ", "\n  ");
    change("plumbline.yaml", "/path/to/key", key.toString());
    change("hot/sampling.yaml", "evaluators: []", "");
    change("hot/sampling.yaml", "#evaluators:", "evaluators:");
    change("hot/sampling.yaml", "\n#  ", "\n  ");
    ConfigCheck check = check();
    assertThat(check.problems()).isEmpty();
    assertThat(check.parts()).contains("judge-worker");
  }

  @Test
  void tellsTheProblemsOfEverySectionAndFileAtOnce() throws IOException {
    change("plumbline.yaml", "partitions: 4", "partitions: 4000");
    change("plumbline.yaml", "grpc:", "grcp:");
    change("plumbline.yaml", "rootIdle: 5s,", "rootIdle: soon,");
    change("hot/checks.yaml", "id: refusal", "id: refusall");
    change("hot/sampling.yaml", "salt:", "slat:");
    List<String> problems = check().problems();
    assertThat(String.join("\n", problems))
        .contains(
            "kafka.partitions: found 4000",
            "ingest.grcp: unknown key, did you mean grpc?",
            "scoring.assembly.rootIdle: found soon",
            "checks.refusall: unknown check, did you mean refusal?",
            "slat: unknown key, did you mean salt?");
  }

  @Test
  void tellsUnknownSectionsWithAllElseThatIsWrongInTheFileInTheOrderOfItsLines()
      throws IOException {
    change("plumbline.yaml", "kafka:", "kafka:\n  brokers: 3");
    change("plumbline.yaml", "scoring:", "slos: {}\nscorring:");
    change("plumbline.yaml", "console:", "console:\n  title: mine");
    change("hot/checks.yaml", "id: refusal", "id: refusall");
    List<String> problems = check().problems();
    assertThat(problems).hasSize(2);
    assertThat(
            problems
                .getFirst()
                .lines()
                .map(line -> line.replaceAll("line \\d+  |, expected one of .*", "")))
        .containsExactly(
            "config error in " + config.resolve("plumbline.yaml"),
            "  kafka.brokers: unknown key",
            "  slos: unknown section",
            "  scorring: unknown section, did you mean scoring?",
            "  console.title: unknown key");
    assertThat(problems.getLast()).contains("checks.refusall");
  }

  @Test
  void aTextThatIsNoYamlLacksNothingElse() throws IOException {
    change("plumbline.yaml", "kafka:", "kafka: {");
    assertThat(check().problems()).singleElement().asString().contains("not YAML");
  }

  @Test
  void tellsOnceThatThereIsNoDirectory() {
    config = dir.resolve("nowhere");
    assertThat(check().problems())
        .singleElement()
        .asString()
        .contains("found no directory " + config + ", expected one with plumbline.yaml");
  }

  @Test
  void tellsOfAPolicyThatAsksForAJudgeWhenThereIsNone() throws IOException {
    change("hot/sampling.yaml", "evaluators: []", "");
    change("hot/sampling.yaml", "#evaluators:", "evaluators:");
    change("hot/sampling.yaml", "\n#  ", "\n  ");
    assertThat(check().problems())
        .singleElement()
        .asString()
        .contains("expected a judge in plumbline.yaml: there is none");
  }

  @Test
  void saysThatTheBrokerCannotBeReached() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0)) {
      nobody.close();
      change("plumbline.yaml", "127.0.0.1:9092", "127.0.0.1:" + nobody.getLocalPort());
      change(
          "plumbline.yaml",
          "partitions: 4",
          "partitions: 4\n"
              + "  properties: {default.api.timeout.ms: \"1500\", request.timeout.ms: \"1000\"}");
    }
    assertThat(check().connectionProblems())
        .singleElement()
        .asString()
        .startsWith("kafka 127.0.0.1:")
        .contains("cannot be reached: no answer in time");
  }

  private ConfigCheck check() {
    return new ConfigCheck(
        ConfigDirectory.look(config, Map.of("PLUMBLINE_DATA", dir.resolve("data").toString())));
  }

  private void change(String file, String from, String to) throws IOException {
    Path path = config.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replace(from, to));
  }
}
