package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.plumbline.v1.Media;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the parts of a message, whose type says what they are. */
final class PartReader {
  private static final List<String> RESULT_KEYS =
      List.of("response", "result", "content", "output", "server_tool_call_response");

  private static final Set<String> TEXT = Set.of("text", "input_text", "output_text");
  private static final Set<String> REASONING = Set.of("reasoning", "thinking");
  private static final Set<String> CALLS =
      Set.of(
          "tool_call",
          "function_call",
          "custom_tool_call",
          "tool_use",
          "tool-call",
          "server_tool_call");
  private static final Set<String> RESULTS =
      Set.of(
          "tool_call_response",
          "tool_result",
          "tool-result",
          "function_call_output",
          "custom_tool_call_output",
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

  private PartReader() {}

  /** Whether an object is a part of a known type. */
  static boolean isPart(JsonNode node) {
    JsonNode part = Shapes.part(node);
    String type = type(part);
    return part.isObject()
        && !part.has("role")
        && (type.equals("refusal")
            || Stream.of(TEXT, REASONING, CALLS, RESULTS, MEDIA).anyMatch(s -> s.contains(type)));
  }

  /** Who says a part that stands in the place of a message. */
  static String role(JsonNode part, String otherwise) {
    String type = type(part);
    return CALLS.contains(type) ? "assistant" : RESULTS.contains(type) ? "tool" : otherwise;
  }

  /** The part; empty for a type that is not known. */
  static Optional<Part.Builder> read(JsonNode wrapped) {
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
      builder.setText(Values.first(Shapes.text(part), "content", "text", "value"));
    } else {
      return Optional.empty();
    }
    return Optional.of(builder);
  }

  /** A call of a tool, in a part or in a list of calls. */
  static Part.Builder toolCall(JsonNode wrapped) {
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

  /** What kind of part it is, in lower case; empty when it does not say. */
  static String type(JsonNode part) {
    return Values.text(part.path("type")).toLowerCase(Locale.ROOT);
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
        // The Model Context Protocol says it within the result.
        boolean within = Values.parsed(part.path(key)).path("isError").asBoolean();
        return result
            .setResult(Shapes.unwrapped(part.path(key)))
            .setError(failed || within ? "error" : "")
            .build();
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
}
