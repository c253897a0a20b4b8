package dev.plumbline.judge.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;

/** Anthropic's Messages API with structured output; the rubric is marked for the prompt cache. */
final class Anthropic implements Provider {
  private static final String VERSION = "2026-10-21";

  /** The API demands a limit; a verdict with quotes and a reason, and thinking, stay below. */
  private static final int MAX_TOKENS = 8_192;

  @Override
  public String path() {
    return "/messages";
  }

  @Override
  public void authorize(HttpRequest.Builder request, EndpointConfig config, ApiKey key) {
    Provider.super.authorize(request, config, key);
    request.header("anthropic-version", VERSION);
  }

  @Override
  public ObjectNode body(EndpointConfig config, String system, String user, JsonNode schema) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode body = json.objectNode().put("max_tokens", MAX_TOKENS).put("model", config.model());
    body.putArray("messages").add(json.objectNode().put("role", "user").put("content", user));
    ObjectNode output = body.putObject("output_config");
    if (!config.effort().isEmpty()) {
      output.put("effort", config.effort());
    }
    output.putObject("format").put("type", "json_schema").set("schema", schema);
    ObjectNode rules = json.objectNode().put("type", "text").put("text", system);
    rules.putObject("cache_control").put("type", "ephemeral");
    body.putArray("system").add(rules);
    return body;
  }

  @Override
  public JudgeReply answered(JsonNode response) {
    String end = response.path("stop_reason").asText("");
    JsonNode usage = response.path("usage");
    long input =
        tokens(usage, "input_tokens")
            + tokens(usage, "cache_creation_input_tokens")
            + tokens(usage, "cache_read_input_tokens");
    return new JudgeReply.Answered(
        text(response.path("content")),
        end.equals("refusal"),
        end.equals("max_tokens") || end.equals("model_context_window_exceeded"),
        response.path("model").asText(""),
        input,
        tokens(usage, "output_tokens"));
  }

  /** The text blocks, without thinking; a gateway may have turned the schema into a tool. */
  private static String text(JsonNode blocks) {
    StringBuilder text = new StringBuilder();
    StringBuilder called = new StringBuilder();
    for (JsonNode block : blocks) {
      switch (block.path("type").asText("")) {
        case "text" -> text.append(block.path("text").asText(""));
        case "tool_use" -> called.append(block.path("input"));
        default -> {
          // Thinking, and what later versions bring.
        }
      }
    }
    return text.toString().isBlank() ? called.toString() : text.toString();
  }

  @Override
  public String word(JsonNode response) {
    return ErrorWord.of(response.path("error").path("type").asText(""));
  }

  @Override
  public JudgeReply.Cause cause(JsonNode response) {
    String message = response.path("error").path("message").asText("");
    if (message.startsWith("prompt is too long")) {
      return JudgeReply.Cause.TOO_LARGE;
    }
    return message.startsWith("Your credit balance is too low")
        ? JudgeReply.Cause.UNPAID
        : JudgeReply.Cause.INVALID;
  }

  private static long tokens(JsonNode usage, String name) {
    return Math.max(0, usage.path(name).asLong());
  }
}
