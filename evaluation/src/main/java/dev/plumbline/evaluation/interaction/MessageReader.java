package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.Media;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads messages from a tree of any of the known shapes: {@code parts}, {@code content} as text or
 * list, {@code tool_calls}, and the one-key wrappers that flattened dialects put around them.
 */
final class MessageReader {
  private MessageReader() {}

  /** The messages of a tree: an array, one object, or plain text. */
  static List<Message> read(JsonNode tree, String defaultRole) {
    List<Message> messages = new ArrayList<>();
    JsonNode node = Values.parsed(tree);
    if (node.isObject() && node.path("messages").isArray()) {
      node = node.path("messages");
    }
    if (node.isArray() && !looksLikeParts(node)) {
      node.forEach(item -> messages.add(message(Values.parsed(item), defaultRole)));
    } else if (!node.isMissingNode() && !node.isNull()) {
      messages.add(message(node, defaultRole));
    }
    return messages;
  }

  /** The text parts of a message, joined by line breaks. */
  static String text(Message message) {
    StringBuilder text = new StringBuilder();
    for (Part part : message.getPartsList()) {
      String piece = part.hasText() ? part.getText() : part.hasRefusal() ? part.getRefusal() : "";
      if (!piece.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n").append(piece);
      }
    }
    return text.toString();
  }

  private static boolean looksLikeParts(JsonNode array) {
    JsonNode first = array.path(0);
    return first.isObject() && first.has("type") && !first.has("role") && !first.has("message");
  }

  private static Message message(JsonNode node, String defaultRole) {
    JsonNode inner = node.path("message").isObject() ? node.path("message") : node;
    Message.Builder message = Message.newBuilder();
    String role = Values.text(inner.path("role"));
    message.setRole(role(role.isEmpty() ? Values.text(node.path("role")) : role, defaultRole));
    message.setName(Values.text(inner.path("name")));
    if (!inner.isObject()) {
      addContent(message, inner);
      return message.build();
    }
    for (String key : List.of("parts", "content", "contents", "text")) {
      if (inner.has(key)) {
        addContent(message, Values.parsed(inner.path(key)));
        break;
      }
    }
    String refusal = Values.text(inner.path("refusal"));
    if (!refusal.isEmpty()) {
      message.addParts(Part.newBuilder().setRefusal(refusal));
    }
    Values.parsed(inner.path("tool_calls")).forEach(call -> message.addParts(toolCall(call)));
    return "tool".equals(message.getRole()) ? asToolResult(message, inner) : message.build();
  }

  /** A tool message in the older shape carries its result as plain content. */
  private static Message asToolResult(Message.Builder message, JsonNode node) {
    boolean plain =
        message.getPartsList().stream()
            .noneMatch(part -> part.hasToolResult() || part.hasToolCall());
    String id = Values.text(node.has("tool_call_id") ? node.path("tool_call_id") : node.path("id"));
    if (!plain || id.isEmpty()) {
      return message.build();
    }
    String result = text(message.build());
    return message
        .clearParts()
        .addParts(
            Part.newBuilder().setToolResult(ToolResult.newBuilder().setId(id).setResult(result)))
        .build();
  }

  private static void addContent(Message.Builder message, JsonNode content) {
    if (content.isArray()) {
      content.forEach(item -> addPart(message, item));
    } else if (content.isObject() && content.has("type")) {
      addPart(message, content);
    } else {
      String text = Values.text(content);
      if (!text.isEmpty()) {
        message.addParts(Part.newBuilder().setText(text));
      }
    }
  }

  private static void addPart(Message.Builder message, JsonNode wrapped) {
    JsonNode part =
        wrapped.path("message_content").isObject() ? wrapped.path("message_content") : wrapped;
    if (part.isTextual()) {
      message.addParts(Part.newBuilder().setText(part.textValue()));
      return;
    }
    Part.Builder builder = Part.newBuilder();
    switch (Values.text(part.path("type")).toLowerCase(Locale.ROOT)) {
      case "reasoning", "thinking" ->
          builder.setReasoning(first(part, "content", "thinking", "text"));
      case "refusal" -> builder.setRefusal(first(part, "content", "refusal", "text"));
      case "tool_call", "function_call", "tool_use", "tool-call", "server_tool_call" ->
          builder.setToolCall(toolCall(part).getToolCall());
      case "tool_call_response", "tool_result", "tool-result", "server_tool_call_response" ->
          builder.setToolResult(
              ToolResult.newBuilder()
                  .setId(first(part, "id", "tool_call_id", "tool_use_id", "toolCallId"))
                  .setResult(first(part, "response", "result", "content", "output")));
      case "blob", "file", "uri", "image", "image_url", "input_image", "input_audio", "file_data" ->
          builder.setMedia(
              Media.newBuilder()
                  .setModality(first(part, "modality", "type"))
                  .setMimeType(first(part, "mime_type", "mimeType"))
                  .setReference(first(part, "uri", "file_id")));
      default -> builder.setText(first(part, "content", "text", "value"));
    }
    message.addParts(builder);
  }

  private static Part toolCall(JsonNode wrapped) {
    JsonNode call = wrapped.path("tool_call").isObject() ? wrapped.path("tool_call") : wrapped;
    JsonNode function = call.path("function").isObject() ? call.path("function") : call;
    return Part.newBuilder()
        .setToolCall(
            ToolCall.newBuilder()
                .setId(first(call, "call_id", "id", "tool_call_id", "toolCallId"))
                .setName(first(function, "name", "toolName"))
                .setArguments(first(function, "arguments", "input", "args")))
        .build();
  }

  private static String first(JsonNode node, String... keys) {
    for (String key : keys) {
      JsonNode value = node.path(key);
      if (!value.isMissingNode() && !value.isNull()) {
        return Values.text(value);
      }
    }
    return "";
  }

  private static String role(String found, String defaultRole) {
    return switch (found.toLowerCase(Locale.ROOT)) {
      case "" -> defaultRole;
      case "human" -> "user";
      case "ai", "model" -> "assistant";
      case "developer" -> "system";
      case "function" -> "tool";
      default -> found.toLowerCase(Locale.ROOT);
    };
  }
}
