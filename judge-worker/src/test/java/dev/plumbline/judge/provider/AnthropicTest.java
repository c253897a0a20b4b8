package dev.plumbline.judge.provider;

import static dev.plumbline.judge.fixtures.ScriptedEndpoint.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.judge.fixtures.ScriptedEndpoint;
import dev.plumbline.judge.fixtures.TestClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class AnthropicTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode SCHEMA =
      JsonNodeFactory.instance.objectNode().put("type", "object");
  private static final String ANSWER =
      """
      {"id":"msg_1","type":"message","role":"assistant","model":"claude-judge-20260901",
       "content":[{"type":"thinking","thinking":"Hm.","signature":"x"},
                  {"type":"text","text":"{\\"helpful\\":\\"yes\\"}"}],
       "stop_reason":"%s","stop_sequence":null,
       "usage":{"input_tokens":100,"cache_creation_input_tokens":600,
                "cache_read_input_tokens":300,"output_tokens":40}}
      """;

  @TempDir Path dir;

  private final ScriptedEndpoint endpoint = new ScriptedEndpoint();
  private final HttpClient http = HttpJudgeClient.transport();
  private @Nullable String header;

  @AfterEach
  void close() {
    http.shutdownNow();
    endpoint.close();
  }

  @Test
  void sendsWhatTheVendorsOwnLibrarySends() throws Exception {
    // Given
    endpoint.then(status(200, ANSWER.formatted("end_turn")));
    // When
    JudgeReply reply = ask(config("low", null));
    // Then: cached input counts as input
    assertThat(reply)
        .isEqualTo(
            new JudgeReply.Answered(
                "{\"helpful\":\"yes\"}", false, "claude-judge-20260901", 1_000, 40));
    assertThat(endpoint.requests().getFirst()).isEqualTo(recorded("anthropic-python-2.14.0.json"));
    assertThat(endpoint.headers("Authorization")).containsExactly("Bearer key-of-the-test");
    assertThat(endpoint.headers("anthropic-version")).containsExactly("2026-10-21");
  }

  @Test
  void aGatewayMayTakeTheKeyInAnotherHeader() throws Exception {
    // Given
    header = "x-api-key";
    endpoint.then(status(200, ANSWER.formatted("end_turn")));
    // When
    var _ = ask(config("", null));
    // Then
    assertThat(endpoint.headers("x-api-key")).containsExactly("key-of-the-test");
    assertThat(endpoint.headers("Authorization")).containsExactly("");
    assertThat(endpoint.headers("anthropic-version")).containsExactly("2026-10-21");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x api key", "x-api-key:", "Host", "content-type", "Bearer sk-1"})
  void aHeaderThatCannotCarryTheKeyIsAConfigError(String name) {
    header = name;
    assertThat(catchThrowable(() -> config("", null)))
        .hasMessageContaining("keyHeader: found something else, expected a header's name")
        .hasMessageNotContaining("sk-1");
  }

  @Test
  void aRefusalIsToldWithItsUsage() throws Exception {
    endpoint.then(status(200, ANSWER.formatted("refusal")));
    assertThat(ask(config("", null)))
        .isInstanceOfSatisfying(
            JudgeReply.Answered.class,
            answered -> {
              assertThat(answered.refused()).isTrue();
              assertThat(answered.outputTokens()).isEqualTo(40);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_request_error, 'prompt is too long: 300000 tokens > 200000 maximum', TOO_LARGE",
    "400, invalid_request_error, 'output_config: Extra inputs are not permitted', INVALID",
    "400, invalid_request_error, 'Your credit balance is too low to access the API.', UNPAID",
    "402, billing_error, 'no', UNPAID",
    "401, authentication_error, 'invalid x-api-key', UNAUTHORIZED",
    "403, permission_error, 'no', UNAUTHORIZED",
    "404, not_found_error, 'model: judge-model', INVALID",
    "413, request_too_large, 'Request exceeds the maximum size', TOO_LARGE"
  })
  void whatWillNotWorkTheNextTimeSaysWhy(
      int status, String type, String message, JudgeReply.Cause cause) throws Exception {
    endpoint.then(
        status(
            status,
            JSON.createObjectNode()
                .put("type", "error")
                .set("error", JSON.createObjectNode().put("type", type).put("message", message))
                .toString()));
    assertThat(ask(config("", null)))
        .isEqualTo(new JudgeReply.Rejected(cause, "status " + status + " " + type));
  }

  @Test
  void anAnswerThatWasCutOffSaysSo() throws Exception {
    endpoint.then(status(200, ANSWER.formatted("max_tokens")));
    assertThat(ask(config("", null)))
        .isInstanceOfSatisfying(
            JudgeReply.Answered.class, answered -> assertThat(answered.cutOff()).isTrue());
  }

  @Test
  void anAnswerAsInputOfAToolIsRead() throws Exception {
    endpoint.then(
        status(
            200,
            "{\"content\":[{\"type\":\"thinking\",\"thinking\":\"Hm.\"},{\"type\":\"tool_use\",\"id\":\"t\","
                + "\"name\":\"verdict\",\"input\":{\"helpful\":\"yes\"}}],\"stop_reason\":\"tool_use\"}"));
    assertThat(ask(config("", null)))
        .isEqualTo(new JudgeReply.Answered("{\"helpful\":\"yes\"}", false, "", 0, 0));
  }

  @Test
  void anOverloadedVendorMayWorkTheNextTime() throws Exception {
    endpoint.then(status(529, "{}", "retry-after", "3"), status(429, "{}", "retry-after", "4"));
    assertThat(ask(config("", null)))
        .isEqualTo(new JudgeReply.Failed("status 529", false, Optional.of(Duration.ofSeconds(3))));
    assertThat(ask(config("", null)))
        .isEqualTo(new JudgeReply.Limited(Optional.of(Duration.ofSeconds(4))));
  }

  @Test
  void takesNoTemperature() {
    assertThat(config("", null).parameters()).isEmpty();
    assertThat(catchThrowable(() -> config("", 0.0)))
        .hasMessageContaining("temperature: found 0.0, expected none");
  }

  static JsonNode recorded(String file) throws IOException {
    try (var in = AnthropicTest.class.getResourceAsStream("/clients/" + file)) {
      return JSON.readTree(in);
    }
  }

  private JudgeReply ask(EndpointConfig config) throws Exception {
    Path file = Files.writeString(dir.resolve("key"), "key-of-the-test");
    ApiKey key = ApiKey.read(file.toString()).orElseThrow();
    return new HttpJudgeClient(config, key, http, new TestClock())
        .ask("rules", "material \u201cé\u201d", SCHEMA);
  }

  private EndpointConfig config(String effort, @Nullable Double temperature) {
    return new EndpointConfig(
        "primary",
        "anthropic",
        endpoint.baseUrl(),
        "judge-model",
        "",
        header,
        Duration.ofSeconds(10),
        temperature,
        effort,
        new PriceConfig(1.0, 5.0));
  }
}
