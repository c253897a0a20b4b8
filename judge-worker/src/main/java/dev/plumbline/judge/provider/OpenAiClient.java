package dev.plumbline.judge.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.judge.JudgeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An OpenAI-compatible chat completions endpoint with structured output. The JDK's client, since a
 * verdict needs the reported model, Retry-After and the status as they came.
 */
public final class OpenAiClient implements JudgeClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_BODY = 1024 * 1024;

  private final JudgeSettings settings;
  private final @Nullable String apiKey;
  private final HttpClient http;

  /**
   * A client.
   *
   * @param apiKey sent as bearer token; null for none
   */
  public OpenAiClient(JudgeSettings settings, @Nullable String apiKey, HttpClient http) {
    this.settings = settings;
    this.apiKey = apiKey;
    this.http = http;
  }

  @Override
  public JudgeReply ask(String system, String user, JsonNode schema) {
    try {
      HttpResponse<InputStream> response =
          http.send(request(system, user, schema), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = response.body()) {
        byte[] body = in.readNBytes(MAX_BODY + 1);
        return body.length > MAX_BODY
            ? new JudgeReply.Answered("", false, "", 0, 0)
            : reply(response, new String(body, StandardCharsets.UTF_8));
      }
    } catch (HttpTimeoutException e) {
      return new JudgeReply.Failed("no answer within " + settings.timeout(), true);
    } catch (IOException e) {
      return new JudgeReply.Failed("connection failed: " + e.getClass().getSimpleName(), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new JudgeReply.Failed("interrupted", false);
    }
  }

  private HttpRequest request(String system, String user, JsonNode schema) {
    ObjectNode body =
        JSON.createObjectNode()
            .put("model", settings.model())
            .put("temperature", settings.temperature());
    body.putArray("messages")
        .add(JSON.createObjectNode().put("role", "system").put("content", system))
        .add(JSON.createObjectNode().put("role", "user").put("content", user));
    body.putObject("response_format")
        .put("type", "json_schema")
        .putObject("json_schema")
        .put("name", "verdict")
        .put("strict", true)
        .set("schema", schema);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.baseUrl() + "/chat/completions"))
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    if (apiKey != null) {
      request.header("Authorization", "Bearer " + apiKey);
    }
    return request.build();
  }

  private static JudgeReply reply(HttpResponse<InputStream> response, String body) {
    int status = response.statusCode();
    if (status == 200) {
      return answered(body);
    }
    if (status == 429) {
      return new JudgeReply.Limited(retryAfter(response));
    }
    if (status == 408 || status >= 500) {
      return new JudgeReply.Failed("status " + status, status == 408 || status == 504);
    }
    boolean tooLarge = status == 413 || body.contains("context_length_exceeded");
    return new JudgeReply.Rejected("status " + status, tooLarge);
  }

  /** A body that is not the expected JSON counts as an answer without text: it is malformed. */
  private static JudgeReply answered(String body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return new JudgeReply.Answered("", false, "", 0, 0);
    }
    JsonNode choice = tree.path("choices").path(0);
    JsonNode message = choice.path("message");
    boolean refused =
        !message.path("refusal").asText("").isEmpty()
            || choice.path("finish_reason").asText().equals("content_filter");
    return new JudgeReply.Answered(
        message.path("content").asText(""),
        refused,
        tree.path("model").asText(),
        tree.path("usage").path("prompt_tokens").asLong(),
        tree.path("usage").path("completion_tokens").asLong());
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.strip().matches("\\d{1,5}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value.strip())));
  }
}
