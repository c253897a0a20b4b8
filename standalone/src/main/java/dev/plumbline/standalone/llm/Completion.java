package dev.plumbline.standalone.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Requests and responses of OpenAI's chat completions, as far as the simulation speaks them. */
final class Completion {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHARS_PER_TOKEN = 4;
  private static final Map<String, String> SNAPSHOTS =
      Map.of("gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4o", "gpt-4o-2024-08-06");

  private Completion() {}

  /** The text of the last user message. */
  static String user(JsonNode request) {
    String text = "";
    for (JsonNode message : request.path("messages")) {
      if (message.path("role").asText().equals("user")) {
        text = message.path("content").asText();
      }
    }
    return text;
  }

  /** The JSON Schema that the answer must fit; missing when none was asked for. */
  static JsonNode schema(JsonNode request) {
    return request.path("response_format").path("json_schema").path("schema");
  }

  /** The model that answers a request for {@code model}: an alias becomes its dated snapshot. */
  static String served(String model) {
    if (model.matches(".*-\\d{4}-\\d{2}-\\d{2}")) {
      return model;
    }
    return SNAPSHOTS.getOrDefault(model, model + "-2026-11-01");
  }

  static ObjectNode response(JsonNode request, String id, String content) {
    ObjectNode response =
        JSON.createObjectNode()
            .put("id", id)
            .put("object", "chat.completion")
            .put("model", served(request.path("model").asText()))
            .put("system_fingerprint", "fp_simulated");
    ObjectNode choice = response.putArray("choices").addObject().put("index", 0);
    choice.putObject("message").put("role", "assistant").put("content", content).putNull("refusal");
    choice.put("finish_reason", "stop");
    int prompt = tokens(request.path("messages").toString());
    int completion = tokens(content);
    response
        .putObject("usage")
        .put("prompt_tokens", prompt)
        .put("completion_tokens", completion)
        .put("total_tokens", prompt + completion);
    return response;
  }

  static ObjectNode error(int status, String message) {
    ObjectNode response = JSON.createObjectNode();
    response
        .putObject("error")
        .put("message", "Simulated: " + message)
        .put(
            "type",
            status == 429 ? "requests" : status < 500 ? "invalid_request_error" : "server_error")
        .put("code", status == 429 ? "rate_limit_exceeded" : "status_" + status);
    return response;
  }

  private static int tokens(String text) {
    return Math.max(1, text.length() / CHARS_PER_TOKEN);
  }
}
