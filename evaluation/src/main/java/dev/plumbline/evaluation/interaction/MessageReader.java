package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
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

  private MessageReader() {}

  /** Whether a tree is in a shape that {@link #read} takes apart. */
  static boolean recognises(JsonNode tree) {
    if (tree.isArray()) {
      return stream(tree).anyMatch(MessageReader::isKnown)
          && stream(tree).allMatch(item -> isKnown(item) || isOther(item));
    }
    return isMessage(tree)
        || PartReader.isPart(tree)
        || LISTS.stream().map(tree::path).anyMatch(list -> list.isArray() && recognises(list))
        || OBJECTS.stream().map(tree::path).anyMatch(MessageReader::isMessage);
  }

  private static boolean isKnown(JsonNode item) {
    return isMessage(item)
        || isMessage(item.path("content"))
        || PartReader.isPart(item)
        || item.isArray() && recognises(item);
  }

  /** Something typed that no message is made of, such as a search that the provider ran. */
  private static boolean isOther(JsonNode item) {
    return item.path("type").isTextual()
        && (CONTENT_KEYS.stream().noneMatch(item::has)
            || PartReader.type(item).endsWith("_tool_result"))
        && !isMessage(item)
        && !PartReader.isPart(item);
  }

  /** The messages of a tree: an array, one object, or plain text. */
  static List<Message> read(JsonNode tree, String defaultRole) {
    for (String key : LISTS) {
      if (tree.path(key).isArray() && !isMessage(tree)) {
        return read(tree.path(key), defaultRole);
      }
    }
    for (String key : OBJECTS) {
      if (isMessage(tree.path(key)) && !isMessage(tree) && !PartReader.isPart(tree)) {
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
      } else if (!isOther(item)) {
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
            || isParts(node.path("content")) && !node.has("type")
            || node.path("kwargs").isObject() && node.path("id").isArray());
  }

  private static boolean isParts(JsonNode array) {
    return array.isArray()
        && stream(array).anyMatch(item -> PartReader.isPart(item) || isBareText(item))
        && stream(array)
            .allMatch(item -> PartReader.isPart(item) || isBareText(item) || isOther(item));
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
    if (PartReader.isPart(inner)) {
      PartReader.read(inner).ifPresent(message::addParts);
      return message.setRole(PartReader.role(inner, message.getRole())).setName("").build();
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
      message.addParts(PartReader.toolCall(function));
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
      tree.forEach(item -> PartReader.read(item).ifPresent(message::addParts));
    } else if (PartReader.isPart(content)) {
      PartReader.read(content).ifPresent(message::addParts);
    } else if (!Values.nothing(content)) {
      message.addParts(Part.newBuilder().setText(Values.text(content)));
    }
  }

  /** Those that the content does not have already. */
  private static void addToolCalls(Message.Builder message, JsonNode calls) {
    Set<String> inContent =
        message.getPartsList().stream()
            .filter(Part::hasToolCall)
            .map(part -> part.getToolCall().getId())
            .collect(Collectors.toSet());
    for (JsonNode call : calls) {
      Part.Builder part = PartReader.toolCall(Values.parsed(call));
      String id = part.getToolCall().getId();
      if (id.isEmpty() || !inContent.contains(id)) {
        message.addParts(part);
      }
    }
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
