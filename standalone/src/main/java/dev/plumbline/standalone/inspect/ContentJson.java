package dev.plumbline.standalone.inspect;

import static dev.plumbline.standalone.inspect.InteractionJson.given;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.standalone.inspect.ToolCalls.Called;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.ToolDefinition;
import java.time.Instant;
import java.util.Locale;

/** Messages, documents, tools and signals as JSON; messages in the convention's shape of parts. */
final class ContentJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ContentJson() {}

  static ObjectNode message(Message message) {
    ObjectNode json = NODES.objectNode().put("role", message.getRole());
    if (!message.getName().isEmpty()) {
      json.put("name", message.getName());
    }
    ArrayNode parts = json.putArray("parts");
    message.getPartsList().forEach(part -> parts.add(part(part)));
    return json;
  }

  static ObjectNode document(Document document) {
    ObjectNode json = NODES.objectNode();
    json.put("id", given(document.getId()));
    json.put("text", given(document.getText()));
    return json.put("score", document.hasScore() ? (Double) document.getScore() : null);
  }

  static ObjectNode toolDefinition(ToolDefinition tool) {
    ObjectNode json = NODES.objectNode().put("name", tool.getName());
    json.put("description", given(tool.getDescription()));
    return json.put("parameters", given(tool.getParameters()));
  }

  static ObjectNode toolCall(Called called) {
    ObjectNode json = NODES.objectNode();
    json.put("id", given(called.call().getId()));
    json.put("name", given(called.call().getName()));
    json.put("arguments", given(called.call().getArguments()));
    json.put("result", called.result() == null ? null : called.result().getResult());
    return json.put("error", called.result() == null ? null : given(called.result().getError()));
  }

  static ObjectNode signal(Signal signal) {
    ObjectNode json = NODES.objectNode();
    json.put("name", signal.getName());
    json.put("value", signal.hasValue() ? (Double) signal.getValue() : null);
    json.put("label", given(signal.getLabel()));
    json.put("comment", given(signal.getComment()));
    json.put("source", signal.getSource().name().toLowerCase(Locale.ROOT));
    json.put("time", Instant.ofEpochMilli(signal.getTimeUnixMillis()).toString());
    return json.put("form", signal.getSourceForm());
  }

  private static ObjectNode part(Part part) {
    ObjectNode json = NODES.objectNode();
    return switch (part.getKindCase()) {
      case TEXT -> json.put("type", "text").put("content", part.getText());
      case REASONING -> json.put("type", "reasoning").put("content", part.getReasoning());
      case REFUSAL -> json.put("type", "refusal").put("content", part.getRefusal());
      case TOOL_CALL ->
          json.put("type", "tool_call")
              .put("id", given(part.getToolCall().getId()))
              .put("name", part.getToolCall().getName())
              .put("arguments", part.getToolCall().getArguments());
      case TOOL_RESULT ->
          json.put("type", "tool_call_response")
              .put("id", given(part.getToolResult().getId()))
              .put("response", part.getToolResult().getResult());
      case MEDIA ->
          json.put("type", part.getMedia().getReference().isEmpty() ? "blob" : "uri")
              .put("modality", part.getMedia().getModality())
              .put("mime_type", given(part.getMedia().getMimeType()))
              .put("uri", given(part.getMedia().getReference()));
      case KIND_NOT_SET -> json.put("type", "other");
    };
  }
}
