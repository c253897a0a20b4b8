package dev.plumbline.judge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads responses of a chat completions endpoint. No text of a failed response is kept. */
final class ChatCompletion {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> FILTERED = Set.of("content_filter", "content_policy_violation");

  private ChatCompletion() {}

  /**
   * The reply in a response.
   *
   * @param response an empty body was larger than allowed
   */
  static JudgeReply reply(HttpResponse<Optional<byte[]>> response, Instant now) {
    int status = response.statusCode();
    Optional<Duration> retryAfter = RetryAfter.of(response.headers(), now);
    if (status == 200) {
      return answered(tree(response.body()));
    }
    if (status == 429) {
      return new JudgeReply.Limited(retryAfter);
    }
    if (status == 408 || status >= 500) {
      return new JudgeReply.Failed("status " + status, status == 408 || status == 504, retryAfter);
    }
    return new JudgeReply.Rejected(cause(status, tree(response.body())), "status " + status);
  }

  /** A body that is not the expected JSON is an answer without text, which is malformed. */
  private static JudgeReply answered(JsonNode tree) {
    JsonNode choice = tree.path("choices").path(0);
    JsonNode message = choice.path("message");
    boolean refused =
        !message.path("refusal").asText("").isBlank()
            || choice.path("finish_reason").asText("").equals("content_filter");
    return new JudgeReply.Answered(
        message.path("content").isTextual() ? message.path("content").textValue() : "",
        refused,
        tree.path("model").asText(""),
        Math.max(0, tree.path("usage").path("prompt_tokens").asLong()),
        Math.max(0, tree.path("usage").path("completion_tokens").asLong()));
  }

  private static JudgeReply.Cause cause(int status, JsonNode tree) {
    JsonNode error = tree.path("error");
    String code = error.path("code").asText("");
    String message = error.path("message").asText("");
    if (status == 401 || status == 403) {
      return JudgeReply.Cause.UNAUTHORIZED;
    }
    // OpenAI and Azure send the code, vLLM and others only the sentence.
    if (status == 413
        || code.equals("context_length_exceeded")
        || message.contains("maximum context length")) {
      return JudgeReply.Cause.TOO_LARGE;
    }
    return FILTERED.contains(code) ? JudgeReply.Cause.FILTERED : JudgeReply.Cause.INVALID;
  }

  private static JsonNode tree(Optional<byte[]> body) {
    try {
      return JSON.readTree(body.orElse(new byte[0]));
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }
}
