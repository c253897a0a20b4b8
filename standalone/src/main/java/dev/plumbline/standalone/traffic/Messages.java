package dev.plumbline.standalone.traffic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Messages and documents in the conventions' JSON: a role, and parts with a type each. */
final class Messages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOOL = "account_lookup";
  private static final String CALL_ID = "call_lookup";

  private Messages() {}

  /** What the model was sent. */
  static ArrayNode input(Exchange exchange) {
    ArrayNode messages = JSON.createArrayNode();
    part(messages, "system", "text").put("content", exchange.system());
    part(messages, "user", "text").put("content", exchange.question());
    return messages;
  }

  /** What the model was sent after it had asked for a tool. */
  static ArrayNode inputWithToolResult(Exchange exchange) {
    ArrayNode messages = input(exchange);
    toolCall(part(messages, "assistant", "tool_call"));
    part(messages, "tool", "tool_call_response").put("id", CALL_ID).put("response", toolResult());
    return messages;
  }

  /** What the model answered; the empty answer is a part with no text in it. */
  static ArrayNode output(Exchange exchange) {
    ArrayNode messages = JSON.createArrayNode();
    part(messages, "assistant", "text").put("content", exchange.answer());
    ((ObjectNode) messages.get(0)).put("finish_reason", finish(exchange));
    return messages;
  }

  /** The model asking for the tool. */
  static ArrayNode toolRequest() {
    ArrayNode messages = JSON.createArrayNode();
    toolCall(part(messages, "assistant", "tool_call"));
    ((ObjectNode) messages.get(0)).put("finish_reason", "tool_calls");
    return messages;
  }

  static String finish(Exchange exchange) {
    return exchange.kind() == AnswerKind.TRUNCATED ? "length" : "stop";
  }

  static String toolName() {
    return TOOL;
  }

  static String toolCallId() {
    return CALL_ID;
  }

  static String toolArguments() {
    return "{\"fields\":[\"plan\"]}";
  }

  static String toolResult() {
    return "{\"plan\":\"Team\"}";
  }

  /** What the retrieval found, best first. */
  static ArrayNode documents(List<Fact> documents) {
    ArrayNode array = JSON.createArrayNode();
    double score = 0.91;
    for (Fact document : documents) {
      array
          .addObject()
          .put("id", document.id())
          .put("score", score)
          .put("title", document.title())
          .put("content", document.text());
      score -= 0.17;
    }
    return array;
  }

  private static void toolCall(ObjectNode part) {
    part.put("id", CALL_ID).put("name", TOOL);
    part.putObject("arguments").putArray("fields").add("plan");
  }

  private static ObjectNode part(ArrayNode messages, String role, String type) {
    return messages.addObject().put("role", role).putArray("parts").addObject().put("type", type);
  }
}
