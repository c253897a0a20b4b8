package dev.plumbline.runtime.config;

import static dev.plumbline.runtime.fixtures.ConfigFiles.open;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  @TempDir Path dir;

  @Test
  void masksSecretsWhereverAndHoweverTheyAreWritten() {
    // Given
    String yaml =
        """
        # leaked-comment
        kafka:
          bootstrapServers: ${BOOTSTRAP:localhost:9092}
          properties:
            security.protocol: SASL_SSL
            sasl.jaas.config: leaked-jaas
            ssl.keystore.key: |
              -----BEGIN PRIVATE KEY-----
              leaked-pem
        ingest:
          tokens: {leaked-token: acme}
        judge:
          judges:
            - {id: a, apiKey: leaked-key, apiKeyFile: /run/key, baseUrl: "https://me:leaked-user@h/v1"}
            - id: b
              api-key: "leaked-quoted"
              PASSWORD: [leaked-item]
        """;
    // When
    String shown = open(dir, yaml).redactedYaml();
    // Then
    assertThat(shown)
        .isEqualTo(
            """
            kafka:
              bootstrapServers: ${BOOTSTRAP:localhost:9092}
              properties:
                security.protocol: SASL_SSL
                sasl.jaas.config: '***'
                ssl.keystore.key: '***'
            ingest:
              tokens: '***'
            judge:
              judges:
              - id: a
                apiKey: '***'
                apiKeyFile: /run/key
                baseUrl: https://***@h/v1
              - id: b
                api-key: '***'
                PASSWORD: '***'
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"clientSecret", "saltValue", "bearerToken", "db.password", "API_KEY"})
  void knowsTheNamesOfSecrets(String key) {
    assertThat(Secrets.isSecret(key)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bootstrapServers", "routeKeys", "apiKeyFile", "stateDir"})
  void leavesOtherKeysReadable(String key) {
    assertThat(Secrets.isSecret(key)).isFalse();
  }
}
