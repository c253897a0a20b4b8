package dev.plumbline.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeConfigTest {
  @TempDir Path dir;

  @Test
  void bindsWhatADeploymentWrites() throws IOException {
    // When
    JudgeConfig config =
        bind(
            """
            judge:
              admin: {host: 0.0.0.0, port: 9466}
              instanceId: judge-3
              judges:
                - id: primary
                  provider: openai
                  baseUrl: http://127.0.0.1:9100/v1/
                  model: gpt-4o-mini-2024-07-18
                  apiKeyFile: ""
                  timeout: 30s
                  temperature: 0
                  price: {inputPerMillionUsd: 0.15, outputPerMillionUsd: 0.60}
              limits: {callsInFlight: 200, bytesInFlight: 16MiB, maxAttempts: 3, maxAge: 5m}
            """);
    // Then
    EndpointConfig primary = config.judges().getFirst();
    assertThat(config.groupId()).isEqualTo("plumbline-judge");
    assertThat(config.instanceId()).isEqualTo("judge-3");
    assertThat(config.limits())
        .isEqualTo(new LimitsConfig(200, ByteSize.mib(16), 3, Duration.ofMinutes(5)));
    assertThat(primary.baseUrl()).isEqualTo("http://127.0.0.1:9100/v1");
    assertThat(primary.price().microUsd(1_000, 100)).isEqualTo(210);
  }

  @Test
  void needsNoMoreThanAJudgesNameAddressAndModel() throws IOException {
    // When
    JudgeConfig config =
        bind(
            """
            judge:
              judges: [{id: primary, baseUrl: "http://127.0.0.1:9100/v1", model: m}]
            """);
    // Then
    EndpointConfig primary = config.judges().getFirst();
    assertThat(config.limits()).isEqualTo(LimitsConfig.defaults());
    assertThat(config.admin().port()).isEqualTo(9466);
    assertThat(primary.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(primary.temperature()).isZero();
    assertThat(primary.price().microUsd(1_000, 1_000)).isZero();
  }

  @Test
  void tellsAllProblemsAtOnceAndNoSecret() {
    // When
    ConfigException problems =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                bind(
                    """
                    judge:
                      judges:
                        - {id: a, baseUrl: "https://user:canary@host/v1", model: m}
                        - {id: b, baseUrl: "file:///etc/passwd", model: m}
                        - {id: c, baseUrl: "http://h/v1", provider: other, model: m}
                      limits: {callsInFlight: 0, maxAtempts: 3}
                    """));
    // Then
    assertThat(problems.problems())
        .anySatisfy(
            p -> assertThat(p).contains("line 3", "judges[0].baseUrl", "a name or password"))
        .anySatisfy(p -> assertThat(p).contains("line 4", "judges[1].baseUrl", "http(s)://"))
        .anySatisfy(p -> assertThat(p).contains("line 5", "judges[2].provider", "openai"))
        .anySatisfy(p -> assertThat(p).contains("line 6", "callsInFlight", "1 to 100000"))
        .anySatisfy(p -> assertThat(p).contains("did you mean maxAttempts?"));
    assertThat(problems).hasMessageNotContaining("canary");
  }

  @Test
  void aKeyFileIsFoundFromTheConfigDirectory() throws IOException {
    Files.writeString(
        dir.resolve(ConfigDirectory.FILE),
        """
        judge:
          judges:
            - {id: a, baseUrl: "http://127.0.0.1:9100/v1", model: m, apiKeyFile: keys/a}
            - {id: b, baseUrl: "http://127.0.0.1:9100/v1", model: m, apiKeyFile: /run/b}
            - {id: c, baseUrl: "http://127.0.0.1:9100/v1", model: m}
        """);
    assertThat(
            JudgeConfig.judgesOf(ConfigDirectory.open(dir, Map.of())).stream()
                .map(EndpointConfig::apiKeyFile))
        .containsExactly(dir.resolve("keys/a").toString(), "/run/b", "");
  }

  private JudgeConfig bind(String yaml) throws IOException {
    Files.writeString(dir.resolve("plumbline.yaml"), yaml);
    return ConfigDirectory.open(dir, Map.of()).bind("judge", JudgeConfig.class);
  }
}
