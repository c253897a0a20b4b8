package dev.plumbline.judge.provider;

import static dev.plumbline.judge.fixtures.ScriptedEndpoint.drips;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.filters;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.hangs;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.refuses;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.resets;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.says;
import static dev.plumbline.judge.fixtures.ScriptedEndpoint.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.plumbline.judge.fixtures.ScriptedEndpoint;
import dev.plumbline.judge.fixtures.TestClock;
import dev.plumbline.runtime.config.ConfigException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpJudgeClientTest {
  private static final JsonNode SCHEMA =
      JsonNodeFactory.instance.objectNode().put("type", "object");

  @TempDir Path dir;

  private final ScriptedEndpoint endpoint = new ScriptedEndpoint();
  private final HttpClient http = HttpJudgeClient.transport();

  @AfterEach
  void close() {
    http.shutdownNow();
    endpoint.close();
  }

  @Test
  void asksForStrictStructuredOutputAndReadsSnapshotAndUsage() throws Exception {
    // Given
    endpoint.then(says("{\"helpful\":\"yes\"}"));
    // When
    JudgeReply reply = ask();
    // Then
    assertThat(reply)
        .isEqualTo(
            new JudgeReply.Answered(
                "{\"helpful\":\"yes\"}", false, "judge-2026-09-01", 1_000, 100));
    assertThat(endpoint.requests().getFirst())
        .isEqualTo(AnthropicTest.recorded("openai-python-3.57.0.json"));
    assertThat(endpoint.headers("Authorization")).containsExactly("");
  }

  @Test
  void theKeyComesFromItsFileAndShowsNowhereElse() throws Exception {
    // Given
    Path file = Files.writeString(dir.resolve("key"), " sk-canary-1234567890\n");
    EndpointConfig config = config(Duration.ofSeconds(5), file.toString());
    ApiKey key = ApiKey.read(config.apiKeyFile()).orElseThrow();
    endpoint.then(
        says("x"), status(401, "{\"error\":{\"message\":\"bad key sk-canary-1234567890\"}}"));
    HttpJudgeClient client = new HttpJudgeClient(config, key, http, new TestClock());
    // When
    JudgeReply first = client.ask("rules", "material", SCHEMA);
    JudgeReply second = client.ask("rules", "material", SCHEMA);
    // Then
    assertThat(endpoint.headers("Authorization")).containsOnly("Bearer sk-canary-1234567890");
    assertThat(second)
        .isEqualTo(new JudgeReply.Rejected(JudgeReply.Cause.UNAUTHORIZED, "status 401"));
    assertThat(key + " " + config + client + first + second).doesNotContain("sk-canary");
  }

  @Test
  void aReasoningModelIsSentItsEffortAndNoTemperature() throws Exception {
    endpoint.then(says("{}"));
    EndpointConfig config =
        new EndpointConfig(
            "primary", null, endpoint.baseUrl(), "m", null, null, null, null, "low", null);
    var _ = new HttpJudgeClient(config, null, http, new TestClock()).ask("a", "b", SCHEMA);
    assertThat(endpoint.requests().getFirst().path("reasoning_effort").asText()).isEqualTo("low");
    assertThat(endpoint.requests().getFirst().has("temperature")).isFalse();
    assertThat(config.parameters()).containsOnlyKeys("effort");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "two\nlines", "tab\tinside", "schlüssel"})
  void aFileWithoutAKeyIsAConfigErrorThatDoesNotTellItsContent(String content) throws IOException {
    Path file = Files.writeString(dir.resolve("key"), content);
    assertThat(catchThrowable(() -> ApiKey.read(file.toString())))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("expected one line of printable ASCII")
        .hasMessageNotContaining("inside");
  }

  @ParameterizedTest
  @CsvSource({
    "retry-after, 7, PT7S",
    "Retry-After, '  2 ', PT2S",
    "retry-after-ms, 1500, PT1.5S",
    "Retry-After, 'Sun, 01 Nov 2026 10:00:30 GMT', PT30S",
    "Retry-After, 'Sun, 01 Nov 2026 09:00:00 GMT', ",
    "Retry-After, soon, ",
    "Retry-After, -1, ",
    "Retry-After, 99999999999999999999, ",
    "x-other, 1, "
  })
  void readsHowLongARateLimitAsksToWait(String name, String value, Duration expected)
      throws Exception {
    // Given: the clock stands at 10:00:00
    endpoint.then(status(429, "{}", name, value));
    // Then
    assertThat(ask()).isEqualTo(new JudgeReply.Limited(Optional.ofNullable(expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"error\":{\"code\":\"rate_limit_exceeded\",\"type\":\"tokens\"}}",
        "{\"error\":{\"code\":429,\"message\":\"Quota exceeded for requests per minute\"}}",
        "<html>slow down</html>"
      })
  void aRateLimitIsNoMatterOfMoney(String body) throws Exception {
    endpoint.then(status(429, body, "x-ratelimit-reset-tokens", "6m0s"));
    assertThat(ask()).isEqualTo(new JudgeReply.Limited(Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({"500, false", "502, false", "503, false", "504, true", "529, false", "408, true"})
  void anEndpointInTroubleMayWorkTheNextTime(int status, boolean timeout) throws Exception {
    endpoint.then(status(status, "<html>sorry</html>", "Retry-After", "3"));
    assertThat(ask())
        .isEqualTo(
            new JudgeReply.Failed("status " + status, timeout, Optional.of(Duration.ofSeconds(3))));
  }

  @Test
  void aResetMayWorkTheNextTime() throws Exception {
    endpoint.then(resets());
    assertThat(ask())
        .isInstanceOfSatisfying(
            JudgeReply.Failed.class,
            failed -> {
              assertThat(failed.timeout()).isFalse();
              assertThat(failed.detail()).startsWith("connection failed: ");
            });
  }

  @Test
  void anEndpointThatDoesNotListenMayWorkTheNextTime() throws Exception {
    endpoint.close();
    assertThat(ask()).isInstanceOf(JudgeReply.Failed.class);
  }

  @Test
  void timeRunsOutOverASilentEndpoint() throws Exception {
    endpoint.then(hangs());
    assertThat(client(Duration.ofMillis(300)).ask("rules", "material", SCHEMA))
        .isEqualTo(timedOut());
  }

  @Test
  void timeRunsOutOverABodyThatDrips() throws Exception {
    endpoint.then(drips());
    assertThat(client(Duration.ofMillis(300)).ask("rules", "material", SCHEMA))
        .isEqualTo(timedOut());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          400 | {"error":{"code":"context_length_exceeded","message":"too long"}} | TOO_LARGE | context_length_exceeded
          400 | {"error":{"code":400,"message":"This model's maximum context length is 8192"}} | TOO_LARGE | ''
          400 | {"object":"error","message":"The prompt is longer than the maximum model length of 8192","type":"BadRequestError"} | TOO_LARGE | BadRequestError
          400 | {"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}} | TOO_LARGE | exceed_context_size_error
          413 | nginx | TOO_LARGE | ''
          400 | {"error":{"code":"content_filter"}} | FILTERED | content_filter
          400 | {"error":{"code":"invalid_value"}} | INVALID | invalid_value
          400 | {"error":{"code":"sk-canary-1234567890"}} | INVALID | ''
          404 | {"error":"model 'judge-model' not found"} | INVALID | ''
          404 | {} | INVALID | ''
          302 | {} | INVALID | ''
          204 | {} | INVALID | ''
          401 | {} | UNAUTHORIZED | ''
          402 | {"error":{"code":402,"message":"no credits"}} | UNPAID | ''
          429 | {"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}} | UNPAID | insufficient_quota
          429 | {"error":{"message":"x","type":"billing_not_active","code":null}} | UNPAID | billing_not_active
          400 | {"error":{"message":"Budget has been exceeded!","type":"budget_exceeded","code":"400"}} | UNPAID | ''
          400 | {"error":{"message":"Invalid parameter: 'response_format' of type 'json_schema' is not supported","type":"invalid_request_error","code":null}} | INVALID | invalid_request_error
          403 | {} | UNAUTHORIZED | ''
          """)
  void whatWillNeverWorkIsToldApart(int status, String body, JudgeReply.Cause cause, String word)
      throws Exception {
    endpoint.then(status(status, status == 204 ? "" : body));
    String told = word.equals("''") ? "" : " " + word;
    assertThat(ask()).isEqualTo(new JudgeReply.Rejected(cause, "status " + status + told));
  }

  @Test
  void redirectsAreNotFollowed() throws Exception {
    try (ScriptedEndpoint elsewhere = new ScriptedEndpoint().then(says("x"))) {
      // Given
      endpoint.then(status(307, "", "Location", elsewhere.baseUrl() + "/chat/completions"));
      // When
      JudgeReply reply = ask();
      // Then
      assertThat(reply).isEqualTo(new JudgeReply.Rejected(JudgeReply.Cause.INVALID, "status 307"));
      assertThat(elsewhere.requests()).isEmpty();
    }
  }

  @Test
  void aRefusalKeepsItsUsageAndSnapshot() throws Exception {
    endpoint.then(refuses(), filters());
    assertThat(ask()).isEqualTo(new JudgeReply.Answered("", true, "judge-2026-09-01", 1_000, 100));
    assertThat(ask()).isEqualTo(new JudgeReply.Answered("", true, "judge-2026-09-01", 1_000, 100));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"content":[{"type":"text","text":"{\\"a\\":"},{"type":"text","text":"1}"}],"role":"assistant"} | {"a":1} | false
          {"content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"json_tool_call","arguments":"{\\"a\\":1}"}}]} | {"a":1} | false
          {"content":"","reasoning_content":"Hm.","tool_calls":[]} |  | false
          {"content":"{\\"a\\":1}","refusal":null,"annotations":[],"audio":null,"reasoning":"Hm."} | {"a":1} | false
          {"content":[{"type":"refusal","refusal":"I cannot judge this."}]} |  | true
          """)
  void messagesOfGatewaysAreRead(String message, String text, boolean refused) throws Exception {
    endpoint.then(
        status(
            200,
            "{\"id\":1,\"provider\":\"x\",\"choices\":[{\"index\":0,\"logprobs\":null,\"finish_reason\":\"stop\","
                + "\"content_filter_results\":{},\"message\":"
                + message
                + "}],\"model\":\"other-snapshot\",\"system_fingerprint\":null}"));
    assertThat(ask())
        .isEqualTo(
            new JudgeReply.Answered(text == null ? "" : text, refused, "other-snapshot", 0, 0));
  }

  @Test
  void anAnswerThatWasCutOffSaysSo() throws Exception {
    endpoint.then(
        status(
            200, "{\"choices\":[{\"finish_reason\":\"length\",\"message\":{\"content\":\"{\"}}]}"));
    assertThat(ask()).isEqualTo(new JudgeReply.Answered("{", false, true, "", 0, 0));
  }

  @Test
  void aGatewaysErrorWithStatus200IsNoAnswer() throws Exception {
    endpoint.then(
        status(200, "{\"error\":{\"code\":429,\"message\":\"slow down\"}}"),
        status(200, "{\"error\":{\"code\":502,\"message\":\"provider down\"},\"choices\":[]}"),
        status(200, "{\"choices\":[{\"error\":{\"code\":\"content_filter\"}}]}"),
        status(200, "{\"error\":{\"code\":402,\"message\":\"no credits\"}}"));
    assertThat(ask()).isEqualTo(new JudgeReply.Limited(Optional.empty()));
    assertThat(ask())
        .isEqualTo(
            new JudgeReply.Failed(
                "an error in a response with status 200: 502", false, Optional.empty()));
    assertThat(ask())
        .isEqualTo(
            new JudgeReply.Rejected(
                JudgeReply.Cause.FILTERED,
                "an error in a response with status 200: content_filter"));
    assertThat(ask())
        .isEqualTo(
            new JudgeReply.Rejected(
                JudgeReply.Cause.UNPAID, "an error in a response with status 200: 402"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json",
        "[]",
        "{}",
        "{\"choices\":[]}",
        "{\"choices\":[{\"message\":{\"content\":[\"parts\"]}}]}",
        "{\"choices\":[{\"message\":{\"content\":null}}],\"usage\":{\"prompt_tokens\":-5}}",
        "{\"choices\":[{\"message\":{\"content\":NaN}}]}"
      })
  void aBodyThatIsNoCompletionIsAnAnswerWithoutText(String body) throws Exception {
    endpoint.then(status(200, body));
    assertThat(ask()).isEqualTo(new JudgeReply.Answered("", false, "", 0, 0));
  }

  @Test
  void aBodyAboveTheLimitIsNotRead() throws Exception {
    // Given: the second is the largest that is read, to the byte
    int limit = 1024 * 1024;
    String frame = "{\"choices\":[{\"message\":{\"content\":\"\"}}]}";
    String fits = frame.replace("\"\"", "\"" + "x".repeat(limit - frame.length()) + "\"");
    endpoint.then(status(200, "x".repeat(5_000_000)), status(200, fits), status(200, fits + " "));
    // Then
    assertThat(ask()).isEqualTo(new JudgeReply.Answered("", false, "", 0, 0));
    assertThat(((JudgeReply.Answered) ask()).text()).hasSize(limit - frame.length());
    assertThat(ask()).isEqualTo(new JudgeReply.Answered("", false, "", 0, 0));
  }

  @Test
  void aCallThatIsGivenUpEndsAtOnce() throws Exception {
    // Given
    endpoint.then(hangs());
    HttpJudgeClient client = client(Duration.ofMinutes(5));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    client.ask("rules", "material", SCHEMA);
                  } catch (InterruptedException e) {
                    thrown.set(e);
                  }
                });
    await().until(() -> endpoint.requests().size() == 1);
    // When
    caller.interrupt();
    // Then
    assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
    assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
  }

  private static JudgeReply timedOut() {
    return new JudgeReply.Failed("no answer within 300 ms", true, Optional.empty());
  }

  private JudgeReply ask() throws InterruptedException {
    return client(Duration.ofSeconds(10)).ask("rules", "material \u201cé\u201d", SCHEMA);
  }

  private HttpJudgeClient client(Duration timeout) {
    return new HttpJudgeClient(config(timeout, ""), null, http, new TestClock());
  }

  private EndpointConfig config(Duration timeout, String keyFile) {
    return new EndpointConfig(
        "primary",
        "openai",
        endpoint.baseUrl(),
        "judge-model",
        keyFile,
        null,
        timeout,
        0.0,
        "",
        new PriceConfig(0.15, 0.60));
  }
}
