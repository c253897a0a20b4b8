package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.fixtures.ConfigFiles.open;
import static dev.plumbline.runtime.fixtures.ConfigFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDirectoryTest {
  @TempDir Path dir;

  enum Level {
    FULL,
    METADATA_ONLY
  }

  record Admission(@Nullable ByteSize maxRequest, @Nullable Integer maxSpansPerRequest) {
    Admission {
      maxRequest = maxRequest == null ? ByteSize.mib(64) : maxRequest;
      maxSpansPerRequest = maxSpansPerRequest == null ? 1000 : maxSpansPerRequest;
      Problems.of("ingest.admission")
          .inRange("maxRequest", maxRequest, ByteSize.kib(64), ByteSize.mib(256))
          .positive("maxSpansPerRequest", maxSpansPerRequest)
          .throwIfAny();
    }
  }

  record Judge(@Nullable String id, double temperature) {
    Judge {
      Problems.of("judge").notBlank("id", id).throwIfAny();
    }
  }

  record Everything(
      @Nullable String name,
      @Nullable Long count,
      @Nullable Double share,
      @Nullable Boolean on,
      @Nullable Duration idle,
      @Nullable Path stateDir,
      @Nullable Level level,
      @Nullable Admission admission,
      @Nullable List<List<String>> slices,
      @Nullable List<Judge> judges,
      @Nullable Map<String, Duration> waits,
      @Nullable Map<Level, Integer> byLevel) {}

  @Test
  void bindsEveryKindOfValue() {
    // Given
    String yaml =
        """
        ingest:
          name: answers
          count: 3000000000
          share: 0.5
          on: true
          idle: 30s
          stateDir: /var/lib/plumbline
          level: metadata-only
          admission: {maxRequest: 4MiB}
          slices: [[], [service], [service, route]]
          judges:
            - {id: primary, temperature: 0}
          waits: {short: 500ms, long: 1d}
          byLevel: {full: 1, metadata-only: 2}
        """;
    // When
    Everything bound = open(dir, yaml).bind("ingest", Everything.class);
    // Then
    assertThat(bound)
        .isEqualTo(
            new Everything(
                "answers",
                3_000_000_000L,
                0.5,
                true,
                Duration.ofSeconds(30),
                Path.of("/var/lib/plumbline"),
                Level.METADATA_ONLY,
                new Admission(ByteSize.mib(4), 1000),
                List.of(List.of(), List.of("service"), List.of("service", "route")),
                List.of(new Judge("primary", 0)),
                Map.of("short", Duration.ofMillis(500), "long", Duration.ofDays(1)),
                Map.of(Level.FULL, 1, Level.METADATA_ONLY, 2)));
  }

  @Test
  void bindsAMissingOrEmptySectionToTheDefaults() {
    Admission defaults = new Admission(null, null);
    assertThat(open(dir, "").bind("ingest", Admission.class)).isEqualTo(defaults);
    assertThat(open(dir, "ingest:\n").bind("ingest", Admission.class)).isEqualTo(defaults);
  }

  record Ingest(@Nullable Admission admission, @Nullable Integer threads) {}

  @Test
  void tellsAllProblemsOfASectionAtOnceWithTheirLines() {
    // Given
    ConfigDirectory config =
        open(
            dir,
            """
            kafka: {}
            ingest:
              threads: four
              admission:
                maxRequest: 512MiB

                maxSpanPerRequest: 10
                maxSpansPerRequest: -1
            """);
    // When
    var problem =
        catchThrowableOfType(ConfigException.class, () -> config.bind("ingest", Ingest.class));
    // Then
    assertThat(problem)
        .hasMessage(
            """
            config error in %s
              line 3  ingest.threads: found four, expected a whole number
              line 5  ingest.admission.maxRequest: found 512MiB, expected 64KiB to 256MiB
              line 7  ingest.admission.maxSpanPerRequest: unknown key, did you mean maxSpansPerRequest?
              line 8  ingest.admission.maxSpansPerRequest: found -1, expected more than 0"""
                .formatted(dir.resolve("plumbline.yaml")));
    assertThat(problem.problems()).hasSize(4);
  }

  @Test
  void namesTheLineOfTheKeyThoughItsValueStartsBelow() {
    assertThat(problemsOf("ingest:\n  admision:\n    maxRequest: 1MiB\n", Ingest.class))
        .containsExactly("line 2  ingest.admision: unknown key, did you mean admission?");
  }

  @Test
  void listsTheKnownKeysWhenNoneIsNear() {
    assertThat(problemsOf("ingest:\n  colour: red\n", Ingest.class))
        .containsExactly("line 2  ingest.colour: unknown key, expected one of admission, threads");
  }

  @Test
  void refusesShapesThatDoNotFit() {
    String yaml =
        """
        ingest:
          name: [a]
          on: yes
          idle: 5
          level: ful
          admission: 4
          slices: service
          waits: [a]
          judges:
            - {id: x, temperature: 0}
            - {id: "", temperature: 0}
            - {id: z}
            -
        """;
    assertThat(problemsOf(yaml, Everything.class))
        .containsExactly(
            "line 2  ingest.name: found a list, expected a single value",
            "line 3  ingest.on: found yes, expected true or false",
            "line 4  ingest.idle: found 5, expected a time such as 500ms, 5s, 10m, 1h or 7d",
            "line 5  ingest.level: found ful, expected one of full, metadata-only, did you mean full?",
            "line 6  ingest.admission: found 4, expected keys with values",
            "line 7  ingest.slices: found service, expected a list",
            "line 8  ingest.waits: found a list, expected keys with values",
            "line 11  ingest.judges[1].id: found \"\", expected a text",
            "line 12  ingest.judges[2].temperature: found nothing, expected a value",
            "line 13  ingest.judges[3]: found nothing, expected a value");
  }

  @Test
  void refusesKeysThatAppearTwiceAndSectionsThatDoNotExist() {
    // Given
    String yaml = "kafka: {}\ningst:\n  a: 1\nkafka: {}\nfoo: 1\n";
    // When
    var problem = catchThrowableOfType(ConfigException.class, () -> open(dir, yaml));
    // Then
    assertThat(problem.problems())
        .containsExactly(
            "line 2  ingst: unknown section, did you mean ingest?",
            "line 4  kafka: found a second time, it is on line 1 already",
            "line 5  foo: unknown section, expected one of console, ingest, judge, kafka, redaction, scoring");
  }

  @Test
  void refusesTextThatIsNotOneYamlDocumentWithItsLine() {
    assertThatThrownBy(() -> open(dir, "kafka:\n  a: [1\n"))
        .hasMessageContaining("line 3  not YAML");
    assertThatThrownBy(() -> open(dir, "- a\n"))
        .hasMessageContaining("line 1  found a list, expected keys with values");
    assertThatThrownBy(() -> open(dir, "kafka: {}\n---\nkafka: {}\n"))
        .hasMessageContaining("not YAML");
    assertThatThrownBy(() -> open(dir, "kafka: {a: \u0007}\n")).hasMessageContaining("not YAML");
    assertThatThrownBy(() -> open(dir, "kafka: {a: ${B:c}}\n"))
        .hasMessageContaining("inside { } or [ ] a ${NAME} needs quotes");
  }

  @Test
  void refusesAliasesSoThatNoDocumentRecursesOrExplodes() {
    assertThatThrownBy(() -> open(dir, "kafka: &a\n  self: *a\n")).hasMessageContaining("not YAML");
    assertThatThrownBy(() -> open(dir, "kafka: &a {b: c}\ningest: *a\n"))
        .hasMessageContaining("not YAML");
  }

  @Test
  void namesTheDirectoryOrTheFileThatIsMissing() throws Exception {
    assertThatThrownBy(() -> ConfigDirectory.open(dir.resolve("none"), Map.of()))
        .hasMessageContaining("found no directory");
    assertThatThrownBy(() -> ConfigDirectory.open(dir, Map.of()))
        .hasMessageContaining("plumbline.yaml")
        .hasMessageContaining("found no such file");
    Files.write(dir.resolve("plumbline.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> ConfigDirectory.open(dir, Map.of())).hasMessageContaining("not UTF-8");
  }

  @Test
  void bindsOtherFilesByTheSameRules() {
    write(dir, "rubrics/a.yaml", "id: a\ntemperature: 1\n");
    write(dir, "rubrics/b.yaml", "idd: b\ntemperature: 1\n");
    ConfigDirectory config = open(dir, "");
    assertThat(config.files("rubrics")).containsExactly("rubrics/a.yaml", "rubrics/b.yaml");
    assertThat(config.bindFile("rubrics/a.yaml", Judge.class)).isEqualTo(new Judge("a", 1));
    assertThat(config.read("rubrics/a.yaml")).isEqualTo("id: a\ntemperature: 1\n");
    assertThatThrownBy(() -> config.bindFile("rubrics/b.yaml", Judge.class))
        .hasMessage(
            """
            config error in %s
              line 1  idd: unknown key, did you mean id?
              line 1  id: found nothing, expected a text"""
                .formatted(dir.resolve("rubrics/b.yaml")));
  }

  record Careless(String name) {
    Careless {
      name = name.strip();
    }
  }

  @Test
  void blamesTheRecordAndNotTheUserWhenARecordForgetsItsDefault() {
    ConfigDirectory config = open(dir, "ingest: {}\n");
    assertThatThrownBy(() -> config.bind("ingest", Careless.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Careless");
    assertThat(problemsOf("ingest: {name: [a]}\n", Careless.class))
        .containsExactly("line 1  ingest.name: found a list, expected a single value");
  }

  private List<String> problemsOf(String yaml, Class<? extends Record> type) {
    ConfigDirectory config = open(dir, yaml);
    return catchThrowableOfType(ConfigException.class, () -> config.bind("ingest", type))
        .problems();
  }
}
