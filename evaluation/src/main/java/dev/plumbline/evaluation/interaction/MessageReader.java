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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads messages from a tree of any of the known shapes: {@code parts}, {@code content} as text or
 * list, {@code tool_calls}, and the one-key wrappers that flattened dialects put around them. Text
 * is kept as it came, also when it is JSON: only lists of typed parts are taken apart.
 */
final class MessageReader {
  private static final List<String> LISTS =
      List.of(
          "messages",
          "replies",
          "choices",
          "generations",
          "contents",
          "input",
          "output",
          "candidates",
          "value",
          "items");
  private static final List<String> OBJECTS = List.of("content", "output", "input", "llm_response");
  private static final List<String> MESSAGE_KEYS =
      List.of("role", "parts", "message", "tool_calls");
  private static final List<String> CONTENT_KEYS = List.of("parts", "content", "contents", "text");

  private static final List<String> RESULT_KEYS =
      List.of("response", "result", "content", "output", "server_tool_call_response");

  private static final Set<String> TEXT = Set.of("text", "input_text", "output_text");
  private static final Set<String> REASONING = Set.of("reasoning", "thinking");
  private static final Set<String> CALLS =
      Set.of("tool_call", "function_call", "tool_use", "tool-call", "server_tool_call");
  private static final Set<String> RESULTS =
      Set.of(
          "tool_call_response",
          "tool_result",
          "tool-result",
          "function_call_output",
          "server_tool_call_response");
  private static final Set<String> MEDIA =
      Set.of(
          "blob",
          "file",
          "uri",
          "image",
          "image_url",
          "input_image",
          "audio",
          "input_audio",
          "input_file",
          "file_data",
          "document");

  private MessageReader() {}

  /** Whether a tree is in a shape that {@link #read} takes apart. */
  static boolean recognises(JsonNode tree) {
    if (tree.isArray()) {
      return !tree.isEmpty()
          && stream(tree)
              .allMatch(
                  item ->
                      isMessage(item)
                          || isMessage(item.path("content"))
                          || isPart(item)
                          || item.isArray() && recognises(item));
    }
    return isMessage(tree)
        || isPart(tree)
        || LISTS.stream().map(tree::path).anyMatch(list -> list.isArray() && recognises(list))
        || OBJECTS.stream().map(tree::path).anyMatch(MessageReader::isMessage);
  }

  /** The messages of a tree: an array, one object, or plain text. */
  static List<Message> read(JsonNode tree, String defaultRole) {
    for (String key : LISTS) {
      if (tree.path(key).isArray() && !isMessage(tree)) {
        return read(tree.path(key), defaultRole);
      }
    }
    for (String key : OBJECTS) {
      if (isMessage(tree.path(key)) && !isMessage(tree) && !isPart(tree)) {
        return List.of(message(tree.path(key), defaultRole));
      }
    }
    if (tree.isMissingNode() || tree.isNull()) {
      return List.of();
    }
    if (!tree.isArray() || isParts(tree)) {
      return List.of(message(tree, defaultRole));
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode item : tree) {
      if (item.isArray()) {
        messages.addAll(read(item, defaultRole));
      } else {
        messages.add(message(item, defaultRole));
      }
    }
    return messages;
  }

  /** The text parts of a message, joined by line breaks. A refusal is what the user was told. */
  static String text(Message message) {
    StringBuilder text = new StringBuilder();
    for (Part part : message.getPartsList()) {
      String piece = part.hasText() ? part.getText() : part.hasRefusal() ? part.getRefusal() : "";
      if (!piece.isEmpty() && !Values.placeholder(piece)) {
        text.append(text.isEmpty() ? "" : "\n").append(piece);
      }
    }
    return text.toString();
  }

  private static boolean isMessage(JsonNode node) {
    return node.isObject()
        && (MESSAGE_KEYS.stream().anyMatch(node::has)
            || Shapes.isOfLangChain(node)
            || node.path("kwargs").isObject() && node.path("id").isArray());
  }

  private static boolean isPart(JsonNode node) {
    JsonNode part = Shapes.part(node);
    String type = type(part);
    return part.isObject()
        && !part.has("role")
        && (type.equals("refusal")
            || Stream.of(TEXT, REASONING, CALLS, RESULTS, MEDIA).anyMatch(s -> s.contains(type)));
  }

  private static boolean isParts(JsonNode array) {
    return array.isArray()
        && !array.isEmpty()
        && stream(array).allMatch(item -> isPart(item) || isBareText(item));
  }

  /** Bedrock's and Gemini's text part has no type; alone it could be anything. */
  private static boolean isBareText(JsonNode node) {
    return node.isObject() && node.size() == 1 && node.path("text").isTextual();
  }

  private static Message message(JsonNode sent, String defaultRole) {
    JsonNode node = Shapes.message(sent);
    JsonNode wrapped = Values.parsed(node.path("message"));
    JsonNode inner = wrapped.isObject() ? Shapes.message(wrapped) : node;
    Message.Builder message = Message.newBuilder();
    String role = Values.text(inner.path("role"));
    message.setRole(role(role.isEmpty() ? Values.text(node.path("role")) : role, defaultRole));
    message.setName(Values.text(inner.path("name")));
    if (isPart(inner)) {
      String type = type(inner);
      if (CALLS.contains(type) || RESULTS.contains(type)) {
        message.setRole(CALLS.contains(type) ? "assistant" : "tool");
      }
      addPart(message, inner);
      return message.setName("").build();
    }
    if (!inner.isObject()) {
      addContent(message, inner);
      return message.build();
    }
    if (wrapped.isTextual() || wrapped.isArray()) {
      addContent(message, wrapped);
    }
    CONTENT_KEYS.stream()
        .filter(inner::has)
        .findFirst()
        .ifPresent(key -> addContent(message, inner.path(key)));
    String refusal = Values.text(inner.path("refusal"));
    if (!refusal.isEmpty()) {
      message.addParts(Part.newBuilder().setRefusal(refusal));
    }
    addToolCalls(message, Values.parsed(inner.path("tool_calls")));
    JsonNode function = Values.parsed(inner.path("function_call"));
    if (function.isObject()) {
      message.addParts(toolCall(function));
    }
    return "tool".equals(message.getRole()) ? asToolResult(message, inner) : message.build();
  }

  /** A tool message in the older shape carries its result as plain content. */
  private static Message asToolResult(Message.Builder message, JsonNode node) {
    boolean plain =
        message.getPartsList().stream()
            .noneMatch(part -> part.hasToolResult() || part.hasToolCall());
    String id = Values.first(node, "tool_call_id", "id");
    if (!plain || message.getPartsCount() == 0 && id.isEmpty()) {
      return message.build();
    }
    String result = text(message.build());
    return message
        .clearParts()
        .addParts(
            Part.newBuilder().setToolResult(ToolResult.newBuilder().setId(id).setResult(result)))
        .build();
  }

  private static void addContent(Message.Builder message, JsonNode sent) {
    JsonNode content = Shapes.content(sent);
    JsonNode tree = Values.parsed(content);
    if (content.isArray() || isParts(tree)) {
      tree.forEach(item -> addPart(message, item));
    } else if (isPart(content)) {
      addPart(message, content);
    } else if (!Values.nothing(content)) {
      message.addParts(Part.newBuilder().setText(Values.text(content)));
    }
  }

  private static void addPart(Message.Builder message, JsonNode wrapped) {
    JsonNode part = Shapes.part(wrapped);
    String type = type(part);
    Part.Builder builder = Part.newBuilder();
    if (part.isTextual()) {
      builder.setText(part.textValue());
    } else if (REASONING.contains(type)) {
      builder.setReasoning(Values.first(part, "content", "thinking", "text"));
    } else if (type.equals("refusal")) {
      builder.setRefusal(Values.first(part, "content", "refusal", "text"));
    } else if (CALLS.contains(type)) {
      builder = toolCall(part);
    } else if (RESULTS.contains(type)) {
      builder.setToolResult(toolResult(part));
    } else if (MEDIA.contains(type)) {
      builder.setMedia(media(part));
    } else if (type.isEmpty() || TEXT.contains(type)) {
      builder.setText(Values.first(part, "content", "text", "value"));
    } else {
      return;
    }
    message.addParts(builder);
  }

  private static ToolResult toolResult(JsonNode part) {
    String id = Values.first(part, "call_id", "id", "tool_call_id", "tool_use_id", "toolCallId");
    boolean failed =
        part.path("is_error").asBoolean()
            || part.path("isError").asBoolean()
            || Values.first(part, "status").equals("error");
    ToolResult.Builder result = ToolResult.newBuilder().setId(id).setError(failed ? "error" : "");
    for (String key : RESULT_KEYS) {
      if (part.hasNonNull(key)) {
        return result.setResult(Shapes.unwrapped(part.path(key))).build();
      }
    }
    return result.build();
  }

  /** Inline bytes are not kept. */
  private static Media media(JsonNode part) {
    String reference = Values.first(part, "uri", "file_id", "url");
    if (reference.isEmpty()) {
      JsonNode image = part.path("image_url");
      reference = image.isObject() ? Values.first(image, "url") : Values.text(image);
    }
    return Media.newBuilder()
        .setModality(Values.first(part, "modality", "type"))
        .setMimeType(Values.first(part, "mime_type", "mimeType"))
        .setReference(reference.startsWith("data:") ? "" : reference)
        .build();
  }

  private static Part.Builder toolCall(JsonNode wrapped) {
    JsonNode call = wrapped.path("tool_call").isObject() ? wrapped.path("tool_call") : wrapped;
    JsonNode function = call.path("function").isObject() ? call.path("function") : call;
    return Part.newBuilder()
        .setToolCall(
            ToolCall.newBuilder()
                .setId(Values.first(call, "call_id", "id", "tool_call_id", "toolCallId"))
                .setName(Values.first(function, "name", "toolName"))
                .setArguments(
                    Values.first(function, "arguments", "input", "args", "server_tool_call")));
  }

  /** Those that the content does not have already. */
  private static void addToolCalls(Message.Builder message, JsonNode calls) {
    Set<String> inContent =
        message.getPartsList().stream()
            .filter(Part::hasToolCall)
            .map(part -> part.getToolCall().getId())
            .collect(Collectors.toSet());
    for (JsonNode call : calls) {
      Part.Builder part = toolCall(call);
      String id = part.getToolCall().getId();
      if (id.isEmpty() || !inContent.contains(id)) {
        message.addParts(part);
      }
    }
  }

  private static String type(JsonNode part) {
    return Values.text(part.path("type")).toLowerCase(Locale.ROOT);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
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
