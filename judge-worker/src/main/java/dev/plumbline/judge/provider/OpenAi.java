package dev.plumbline.judge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.util.Set;

/** Chat completions with structured output: OpenAI, Azure's v1 endpoint, vLLM, Ollama, gateways. */
final class OpenAi implements Provider {
  private static final Set<String> FILTERED = Set.of("content_filter", "content_policy_violation");

  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public void authorize(HttpRequest.Builder request, ApiKey key) {
    request.header("Authorization", "Bearer " + key.secret());
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
  public JudgeReply.Answered answered(JsonNode response) {
    JsonNode choice = response.path("choices").path(0);
    JsonNode message = choice.path("message");
    boolean refused =
        !message.path("refusal").asText("").isBlank()
            || choice.path("finish_reason").asText("").equals("content_filter");
    return new JudgeReply.Answered(
        message.path("content").isTextual() ? message.path("content").textValue() : "",
        refused,
        response.path("model").asText(""),
        Math.max(0, response.path("usage").path("prompt_tokens").asLong()),
        Math.max(0, response.path("usage").path("completion_tokens").asLong()));
  }

  @Override
  public JudgeReply.Cause cause(int status, JsonNode response) {
    JsonNode error = response.path("error");
    String code = error.path("code").asText("");
    String message = error.path("message").asText("");
    // OpenAI and Azure send the code, vLLM and others only the sentence.
    if (code.equals("context_length_exceeded") || message.contains("maximum context length")) {
      return JudgeReply.Cause.TOO_LARGE;
    }
    return FILTERED.contains(code) ? JudgeReply.Cause.FILTERED : JudgeReply.Cause.INVALID;
  }
}
