package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.fixtures.ConfigFiles.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
  @TempDir Path dir;

  record Server(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable List<String> tags,
      @Nullable String password,
      @Nullable Integer token) {}

  @ParameterizedTest
  @CsvSource({
    "${HOST}, db",
    "${HOST:other}, db",
    "${NONE:other}, other",
    "'${NONE:}', ''",
    "${NONE:a:b}, a:b",
    "x-${HOST}-${HOST}, x-db-db",
    "$${HOST}, ${HOST}",
    "$5, $5",
    "${NESTED}, ${HOST}",
  })
  void replacesVariablesByTheirValueOrDefault(String text, String expected) {
    var interpolation = new Interpolation(Map.of("HOST", "db", "NESTED", "${HOST}"));
    assertThat(interpolation.apply(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"${", "${A", "${A:${B}}", "${1A}", "${A-B}", "${}"})
  void refusesWhatOnlyLooksLikeAVariable(String text) {
    assertThatThrownBy(() -> new Interpolation(Map.of("A", "a")).apply(text))
        .hasMessage("${NAME} or ${NAME:default}, or $${ for the text itself");
  }

  @Test
  void typesAValueAfterReplacingAndNeverLetsItBecomeStructure() {
    // Given
    write(dir, "ingest:\n  host: ${HOST}\n  port: ${PORT:80}\n  tags: ['${HOST}']\n");
    String hostile = "a, port: 1\nkafka: [x]";
    // When
    Server server =
        ConfigDirectory.open(dir, Map.of("HOST", hostile, "PORT", "8080"))
            .bind("ingest", Server.class);
    // Then
    assertThat(server).isEqualTo(new Server(hostile, 8080, List.of(hostile), null, null));
  }

  @Test
  void namesTheVariableThatIsNotSetAndNeverShowsASecret() {
    // Given
    write(
        dir,
        "ingest:\n  host: ${HOST}\n  password: [hunter2]\n  port: ${PORT:eighty}\n  token: hunter2\n");
    ConfigDirectory config = ConfigDirectory.open(dir, Map.of());
    // When
    var problem =
        catchThrowableOfType(ConfigException.class, () -> config.bind("ingest", Server.class));
    // Then
    assertThat(problem.problems())
        .containsExactly(
            "line 2  ingest.host: found ${HOST}, expected the environment variable HOST to be set, or a default: ${HOST:value}",
            "line 3  ingest.password: found a list, expected a single value",
            "line 4  ingest.port: found eighty, expected a whole number",
            "line 5  ingest.token: found ***, expected a whole number");
  }
}
