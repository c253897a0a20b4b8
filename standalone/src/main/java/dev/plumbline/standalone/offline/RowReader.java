package dev.plumbline.standalone.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.plumbline.evaluation.interaction.Thoughts;
import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Document;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import dev.plumbline.v1.ToolCall;
import dev.plumbline.v1.ToolDefinition;
import dev.plumbline.v1.ToolResult;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One row as an interaction. What a row does not have counts as not captured, except that an answer
 * without documents simply has none.
 */
final class RowReader {
  private final ObjectNode row;
  private final Map<String, Integer> unused;
  private final Set<String> read = new HashSet<>();
  private final Interaction.Builder interaction = Interaction.newBuilder();

  /** A reader that counts the keys it does not use. */
  RowReader(ObjectNode row, Map<String, Integer> unused) {
    this.row = row;
    this.unused = unused;
  }

  /**
   * The row.
   *
   * @throws IllegalArgumentException naming key, found and expected
   */
  Row row(String number) {
    String id = get("id").asText(number);
    interaction
        .setInteractionId(id)
        .setRoute(get("route").asText())
        .setService(get("service").asText());
    interaction.getModelBuilder().setServed(get("model").asText());
    interaction.getPromptBuilder().setVersion(get("promptVersion").asText());
    interaction.setSystemInstructions(get("system").asText());
    input();
    output();
    documents();
    tools();
    operation();
    Map<String, Boolean> good = labels();
    row.fieldNames()
        .forEachRemaining(
            key -> {
              if (!read.contains(key)) {
                unused.merge(key, 1, Integer::sum);
              }
            });
    return new Row(id, interaction.build(), good);
  }

  private void input() {
    JsonNode messages = list("messages");
    for (JsonNode message : messages) {
      String role = message.path("role").asText("user");
      String text = message.path(message.has("text") ? "text" : "content").asText();
      if (role.equals("system")) {
        interaction.setSystemInstructions(text);
      } else {
        interaction.addInput(text(role, text));
      }
      if (role.equals("user")) {
        interaction.setQuestion(text);
      }
    }
    JsonNode question = get("question");
    if (!question.isMissingNode()) {
      interaction.setQuestion(question.asText()).addInput(text("user", question.asText()));
    }
    boolean captured = !messages.isMissingNode() || !question.isMissingNode();
    interaction.setInputState(captured ? ContentState.FULL : ContentState.NOT_CAPTURED);
  }

  private void output() {
    JsonNode answer = get("answer");
    JsonNode calls = list("toolCalls");
    if (answer.isMissingNode() && calls.isMissingNode()) {
      interaction.setOutputState(ContentState.NOT_CAPTURED);
      return;
    }
    interaction.setOutputState(ContentState.FULL).setAnswer(Thoughts.without(answer.asText()));
    for (JsonNode call : calls) {
      String id = call.path("id").asText();
      ToolCall.Builder made =
          ToolCall.newBuilder()
              .setId(id)
              .setName(call.path("name").asText())
              .setArguments(json(call.path("arguments")));
      interaction.addOutput(message("assistant", Part.newBuilder().setToolCall(made)));
      if (call.has("result")) {
        ToolResult.Builder result =
            ToolResult.newBuilder().setId(id).setResult(json(call.path("result")));
        interaction.addOutput(message("tool", Part.newBuilder().setToolResult(result)));
      }
    }
    if (!answer.asText().isEmpty()) {
      interaction.addOutput(text("assistant", answer.asText()));
    } else if (!calls.isEmpty()) {
      interaction.addFinishReasons(FinishReason.TOOL_CALL);
    }
  }

  private void documents() {
    JsonNode documents = list("documents");
    if (!documents.isMissingNode()) {
      interaction.setDocumentsState(ContentState.FULL);
    }
    for (JsonNode document : documents) {
      interaction.addDocuments(
          document.isTextual()
              ? Document.newBuilder().setText(document.textValue())
              : Document.newBuilder()
                  .setId(document.path("id").asText())
                  .setTitle(document.path("title").asText())
                  .setText(document.path("text").asText()));
    }
  }

  private void tools() {
    for (JsonNode definition : list("toolDefinitions")) {
      JsonNode tool = definition.has("function") ? definition.path("function") : definition;
      interaction.addTools(
          ToolDefinition.newBuilder()
              .setName(tool.path("name").asText())
              .setDescription(tool.path("description").asText())
              .setParameters(json(tool.path("parameters"))));
    }
    JsonNode schema = get("schema");
    if (!schema.isMissingNode()) {
      interaction.setResponseSchema(json(schema)).setOutputType("json");
    }
  }

  private void operation() {
    JsonNode finish = get("finishReason");
    if (!finish.isMissingNode()) {
      interaction.clearFinishReasons().addFinishReasons(finishReason(finish.asText()));
    }
    interaction.setErrorType(get("error").asText());
    nanos("latencyMillis").ifPresent(interaction::setEndUnixNanos);
    nanos("timeToFirstTokenMillis").ifPresent(interaction::setTimeToFirstTokenNanos);
    number("inputTokens").ifPresent(interaction.getUsageBuilder()::setInputTokens);
    number("outputTokens").ifPresent(interaction.getUsageBuilder()::setOutputTokens);
  }

  private Map<String, Boolean> labels() {
    Map<String, Boolean> good = new HashMap<>();
    get("labels")
        .properties()
        .forEach(
            label -> {
              String said = label.getValue().asText();
              switch (said.toLowerCase(Locale.ROOT)) {
                case "pass" -> good.put(label.getKey(), true);
                case "fail" -> good.put(label.getKey(), false);
                default ->
                    unused.merge(
                        "labels.%s: found %s, expected pass or fail"
                            .formatted(label.getKey(), said),
                        1,
                        Integer::sum);
              }
            });
    return good;
  }

  private static FinishReason finishReason(String word) {
    try {
      return FinishReason.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "finishReason: found " + word + ", expected stop, length, content_filter or tool_call",
          e);
    }
  }

  private OptionalLong nanos(String key) {
    OptionalLong millis = number(key);
    return millis.isEmpty()
        ? millis
        : OptionalLong.of(Duration.ofMillis(millis.getAsLong()).toNanos());
  }

  private OptionalLong number(String key) {
    JsonNode node = get(key);
    if (node.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!node.isNumber() || node.longValue() < 0) {
      throw new IllegalArgumentException(
          key + ": found " + node + ", expected a number of 0 or more");
    }
    return OptionalLong.of(node.longValue());
  }

  private JsonNode list(String key) {
    JsonNode node = get(key);
    if (!node.isMissingNode() && !node.isArray()) {
      throw new IllegalArgumentException(
          key + ": found " + node.getNodeType() + ", expected a list");
    }
    return node;
  }

  /** The value, or a missing node when the row has none or null. */
  private JsonNode get(String key) {
    read.add(key);
    JsonNode node = row.path(key);
    return node.isNull() ? row.path("\0") : node;
  }

  private static String json(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.isMissingNode() ? "" : node.toString();
  }

  private static Message.Builder text(String role, String text) {
    return message(role, Part.newBuilder().setText(text));
  }

  private static Message.Builder message(String role, Part.Builder part) {
    return Message.newBuilder().setRole(role).addParts(part);
  }
}
