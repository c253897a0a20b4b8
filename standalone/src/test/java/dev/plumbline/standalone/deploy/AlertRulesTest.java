package dev.plumbline.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules tell what they should, and nothing of a healthy installation. */
class AlertRulesTest {
  private static final Path RULES =
      Manifests.K8S.resolve("components/monitoring/prometheus-rule.yaml");
  private static final String TESTS = "alerts-test.yaml";

  @TempDir private Path dir = Path.of(".");

  @Test
  void everyAlertIsTriedOnSeriesThatDeserveItAndOnHealthyOnes() throws IOException {
    List<String> alerts =
        Pattern.compile("- alert: (\\w+)")
            .matcher(Files.readString(RULES))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(alerts).isNotEmpty();
    String tests = tests();
    assertThat(alerts)
        .allSatisfy(
            alert ->
                assertThat(tests)
                    .contains("alertname: " + alert + ", exp_alerts: []")
                    .containsPattern("alertname=\"" + alert + "\".*exp_samples"));
  }

  @Test
  void promtoolFindsThemAsExpected() throws Exception {
    Assumptions.assumeTrue(
        Pattern.compile(":")
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
        "promtool is not on the PATH (Debian: package prometheus)");
    // As the file itself says how rules for a plain Prometheus are made of it.
    String rules =
        Pattern.compile("(?ms)^  groups:.*")
            .matcher(Files.readString(RULES))
            .results()
            .map(MatchResult::group)
            .flatMap(String::lines)
            .map(line -> line.replaceFirst("^  ", ""))
            .collect(Collectors.joining("\n"));
    Files.writeString(dir.resolve("rules.yaml"), rules + "\n");
    Path file = Files.writeString(dir.resolve(TESTS), tests());
    Process promtool =
        new ProcessBuilder("promtool", "test", "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(promtool.exitValue()).as(said).isZero();
  }

  private static String tests() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(AlertRulesTest.class.getResourceAsStream("/alerts/" + TESTS))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
