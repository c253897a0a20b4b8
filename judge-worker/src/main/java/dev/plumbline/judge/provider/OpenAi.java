package dev.plumbline.judge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Chat completions with structured output: OpenAI, Azure's v1 endpoint, vLLM, Ollama, gateways. */
final class OpenAi implements Provider {
  private static final Set<String> FILTERED = Set.of("content_filter", "content_policy_violation");

  /** Of OpenAI, and of a LiteLLM proxy; with status 429 or 400. */
  private static final Set<String> UNPAID =
      Set.of(
          "insufficient_quota",
          "billing_hard_limit_reached",
          "billing_not_active",
          "terminal_quota_exhausted",
          "budget_exceeded");

  /** OpenAI and Azure send a code; of vLLM, llama.cpp and gateways these are in the sentence. */
  private static final List<String> TOO_LARGE =
      List.of(
          "maximum context length",
          "maximum model length",
          "context size",
          "context window",
          "contextwindow");

  private static final String ERROR = "error";
  private static final int PAY = 402;
  private static final int LIMITED = 429;
  private static final int BROKEN = 500;

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public ObjectNode body(EndpointConfig config, String system, String user, JsonNode schema) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode body = json.objectNode().put("model", config.model());
    if (config.temperature() != null) {
      body.put("temperature", config.temperature());
    }
    if (!config.effort().isEmpty()) {
      body.put("reasoning_effort", config.effort());
    }
    body.putArray("messages")
        .add(json.objectNode().put("role", "system").put("content", system))
        .add(json.objectNode().put("role", "user").put("content", user));
    body.putObject("response_format")
        .put("type", "json_schema")
        .putObject("json_schema")
        .put("name", "verdict")
        .put("strict", true)
        .set("schema", schema);
    return body;
  }

  @Override
  public JudgeReply answered(JsonNode response) {
    JsonNode choice = response.path("choices").path(0);
    JsonNode failure = choice.has(ERROR) ? choice.path(ERROR) : response.path(ERROR);
    if (failure.isObject() && !choice.has("message")) {
      return failed(failure);
    }
    JsonNode message = choice.path("message");
    String end = choice.path("finish_reason").asText("");
    boolean refused =
        !message.path("refusal").asText("").isBlank()
            || message.path("content").findValue("refusal") != null
            || end.equals("content_filter");
    return new JudgeReply.Answered(
        text(message),
        refused,
        end.equals("length"),
        response.path("model").asText(""),
        Math.max(0, response.path("usage").path("prompt_tokens").asLong()),
        Math.max(0, response.path("usage").path("completion_tokens").asLong()));
  }

  /** Some gateways send a list of parts, others turn structured output into a call of a tool. */
  private static String text(JsonNode message) {
    JsonNode content = message.path("content");
    if (content.isTextual() && !content.textValue().isBlank()) {
      return content.textValue();
    }
    StringBuilder text = new StringBuilder();
    for (JsonNode part : content) {
      text.append(part.path("text").asText(""));
    }
    JsonNode calls = message.path("tool_calls");
    return text.isEmpty() && calls.size() == 1
        ? calls.path(0).path("function").path("arguments").asText("")
        : text.toString();
  }

  /** A failure that a gateway reports with status 200. */
  private JudgeReply failed(JsonNode failure) {
    int code = failure.path("code").asInt(0);
    JudgeReply.Cause cause = cause(failure);
    if (code == LIMITED && cause != JudgeReply.Cause.UNPAID) {
      return new JudgeReply.Limited(Optional.empty());
    }
    String detail = "an error in a response with status 200: " + (code > 0 ? code : word(failure));
    return code >= BROKEN
        ? new JudgeReply.Failed(detail, false, Optional.empty())
        : new JudgeReply.Rejected(code == PAY ? JudgeReply.Cause.UNPAID : cause, detail);
  }

  @Override
  public JudgeReply.Cause cause(JsonNode response) {
    JsonNode error = error(response);
    String code = error.path("code").asText("");
    String message = error.isTextual() ? error.textValue() : error.path("message").asText("");
    String words = message.toLowerCase(Locale.ROOT);
    if (code.equals("context_length_exceeded") || TOO_LARGE.stream().anyMatch(words::contains)) {
      return JudgeReply.Cause.TOO_LARGE;
    }
    if (UNPAID.contains(code) || UNPAID.contains(error.path("type").asText(""))) {
      return JudgeReply.Cause.UNPAID;
    }
    return FILTERED.contains(code) ? JudgeReply.Cause.FILTERED : JudgeReply.Cause.INVALID;
  }

  @Override
  public String word(JsonNode response) {
    JsonNode error = error(response);
    String code = error.path("code").isTextual() ? error.path("code").textValue() : "";
    return ErrorWord.of(code.isEmpty() ? error.path("type").asText("") : code);
  }

  /** Without a frame around it, as older vLLM sends it. */
  private static JsonNode error(JsonNode response) {
    return response.has(ERROR) ? response.path(ERROR) : response;
  }
}
