package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Set;

/**
 * Messages and parts as frameworks and providers serialise them, in the shapes of the convention.
 */
final class Shapes {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final Set<String> TYPES =
      Set.of("human", "ai", "system", "tool", "function", "developer");

  private Shapes() {}

  /**
   * A message: LangChain's constructor form {@code {"lc": 1, "id": [..., "HumanMessage"], "kwargs":
   * {...}}}, one generation of its results, or any other as it is.
   */
  static JsonNode message(JsonNode node) {
    JsonNode text = first(node, "prompt", "completion");
    if (node.size() == 1 && text.isObject()) {
      return text;
    }
    if (node.size() == 1 && node.path("user").isTextual()) {
      return NODES.objectNode().put("role", "user").put("content", node.path("user").asText());
    }
    if (isOfLangChain(node)) {
      ObjectNode message = ((ObjectNode) node).deepCopy();
      message.remove("type");
      return message.put("role", node.path("type").asText());
    }
    JsonNode kwargs = node.path("kwargs");
    if (kwargs.isObject() && node.path("id").isArray()) {
      ObjectNode message = ((ObjectNode) kwargs).deepCopy();
      JsonNode ids = node.path("id");
      message.put("role", roleOfClass(ids.path(ids.size() - 1).asText()));
      JsonNode written = kwargs.path("additional_kwargs").path("tool_calls");
      if (written.isArray() && !written.isEmpty()) {
        // As the model wrote them; the other form holds them parsed.
        message.set("tool_calls", written);
      }
      return message;
    }
    boolean generation = node.has("message") && node.has("text") && !node.has("role");
    return generation && node.path("message").path("kwargs").isObject()
        ? message(node.path("message"))
        : node;
  }

  /** Whether it is one of LangChain's messages as plain data, whose type is its role. */
  static boolean isOfLangChain(JsonNode node) {
    return node.has("content")
        && !node.has("role")
        && TYPES.contains(node.path("type").asText().toLowerCase(Locale.ROOT));
  }

  /**
   * A part: Bedrock's and Gemini's parts have no type but one key that says what they are, and
   * flattened dialects put a wrapper around each.
   */
  static JsonNode part(JsonNode node) {
    JsonNode part = node.path("message_content").isObject() ? node.path("message_content") : node;
    if (!part.isObject() || part.has("type")) {
      return part;
    }
    JsonNode call =
        first(part, "toolUse", "functionCall", "function_call", "toolRequest", "tool_call");
    if (call.isObject()) {
      return typed("tool_call", call)
          .put("id", Values.first(call, "toolUseId", "id", "ref"))
          .put("name", Values.first(call, "name", "tool_name"))
          .set("arguments", first(call, "input", "args", "arguments"));
    }
    JsonNode result =
        first(
            part,
            "toolResult",
            "functionResponse",
            "function_response",
            "toolResponse",
            "tool_call_result");
    if (result.isObject()) {
      String own = Values.first(result, "toolUseId", "id", "ref");
      return typed("tool_call_response", result)
          .put("id", own.isEmpty() ? Values.first(result.path("origin"), "id") : own)
          .put("is_error", result.path("error").asBoolean())
          .put("response", unwrapped(first(result, "content", "response", "output", "result")));
    }
    if (part.path("thought").asBoolean() && part.path("text").isTextual()) {
      return typed("reasoning", part).put("content", part.path("text").textValue());
    }
    JsonNode reasoning = first(part, "reasoningContent");
    if (reasoning.isObject()) {
      return typed("reasoning", reasoning)
          .put("content", Values.first(reasoning.path("reasoningText"), "text"));
    }
    JsonNode media = first(part, "inline_data", "inlineData", "file_data", "fileData", "media");
    return media.isObject()
        ? typed("blob", media)
            .put("mime_type", Values.first(media, "mime_type", "mimeType", "contentType"))
            .put("uri", Values.first(media, "file_uri", "fileUri", "url"))
        : part;
  }

  /** Content without the objects that some clients put around it. */
  static JsonNode content(JsonNode sent) {
    if (!sent.isObject() || sent.has("type")) {
      return sent;
    }
    if (sent.path("parts").isArray()) {
      return sent.path("parts");
    }
    JsonNode value = sent.path("text").path("value");
    if (value.isTextual()) {
      return value;
    }
    JsonNode only = first(sent, "content", "message");
    return sent.size() == 1 && !only.isMissingNode() ? only : sent;
  }

  /** A part whose text is in an object together with notes about it: that object. */
  static JsonNode text(JsonNode part) {
    return part.path("text").path("value").isTextual() ? part.path("text") : part;
  }

  /** The text of a tool's result, without wrappers that say only what type it has. */
  static String unwrapped(JsonNode result) {
    JsonNode value = result.path("value");
    if (result.isObject() && result.size() == 2 && result.has("type") && !value.isMissingNode()) {
      return Values.text(value);
    }
    if (result.isArray() && result.size() == 1) {
      JsonNode only = result.get(0);
      JsonNode inner = first(only, "text", "json");
      if (only.isObject() && !inner.isMissingNode()) {
        return Values.text(inner);
      }
    }
    return Values.text(result);
  }

  private static ObjectNode typed(String type, JsonNode from) {
    return NODES.objectNode().put("type", type).put("status", Values.first(from, "status"));
  }

  private static JsonNode first(JsonNode node, String... keys) {
    for (String key : keys) {
      if (node.has(key)) {
        return node.path(key);
      }
    }
    return NODES.missingNode();
  }

  private static String roleOfClass(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("human")
        ? "user"
        : lower.startsWith("system")
            ? "system"
            : lower.startsWith("tool") || lower.startsWith("function") ? "tool" : "assistant";
  }
}
