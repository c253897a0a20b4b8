package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Where messages may be found on a span: a row of the table, tried in order. Missing means that the
 * client did not send this form at all.
 */
sealed interface MessageSource {
  String DETAILS = "gen_ai.client.inference.operation.details";

  /** Sources of the input, the strongest first. */
  List<MessageSource> INPUT =
      List.of(
          new Attribute("gen_ai.input.messages"),
          new EventField(DETAILS, "gen_ai.input.messages"),
          new MessageEvents(
              Map.of(
                  "gen_ai.system.message", "system",
                  "gen_ai.user.message", "user",
                  "gen_ai.assistant.message", "assistant",
                  "gen_ai.tool.message", "tool")),
          new Indexed("llm.input_messages"),
          new Attribute("ai.prompt.messages"),
          new Indexed("gen_ai.prompt"),
          new Attribute("gen_ai.prompt"),
          new Attribute("langfuse.observation.input"),
          new Attribute("mlflow.spanInputs"),
          new Attribute("traceloop.entity.input"),
          new Attribute("input.value"));

  /** Sources of the output, the strongest first. */
  List<MessageSource> OUTPUT =
      List.of(
          new Attribute("gen_ai.output.messages"),
          new EventField(DETAILS, "gen_ai.output.messages"),
          new MessageEvents(Map.of("gen_ai.choice", "assistant")),
          new Indexed("llm.output_messages"),
          new Attribute("ai.response.text"),
          new Indexed("gen_ai.completion"),
          new Attribute("gen_ai.completion"),
          new Attribute("langfuse.observation.output"),
          new Attribute("mlflow.spanOutputs"),
          new Attribute("traceloop.entity.output"),
          new Attribute("output.value"));

  /** Name for provenance. */
  String name();

  /** The messages as a tree, or missing. */
  JsonNode read(SpanView span);

  /** One attribute that holds all messages. */
  record Attribute(String name) implements MessageSource {
    @Override
    public JsonNode read(SpanView span) {
      JsonNode value = span.attributes().get(name);
      return value == null ? MissingNode.getInstance() : Values.parsed(value);
    }
  }

  /** Keys with an index in them. */
  record Indexed(String name) implements MessageSource {
    @Override
    public JsonNode read(SpanView span) {
      return Unflatten.array(span.attributes(), name);
    }
  }

  /** A field of one event, log records before span events. */
  record EventField(String event, String field) implements MessageSource {
    @Override
    public String name() {
      return event + "/" + field;
    }

    @Override
    public JsonNode read(SpanView span) {
      JsonNode first = MissingNode.getInstance();
      for (Event candidate : span.events()) {
        if (candidate.name().equals(event)) {
          JsonNode value = Values.parsed(candidate.field(field));
          if (!Values.absent(value)) {
            return value;
          }
          first = first.isMissingNode() ? value : first;
        }
      }
      return first;
    }
  }

  /** One event per message; its name gives the role. */
  record MessageEvents(Map<String, String> roles) implements MessageSource {
    @Override
    public String name() {
      return roles.size() == 1 ? roles.keySet().iterator().next() : "gen_ai.*.message";
    }

    @Override
    public JsonNode read(SpanView span) {
      ArrayNode messages = JsonNodeFactory.instance.arrayNode();
      boolean logs = span.events().stream().anyMatch(e -> e.log() && roles.containsKey(e.name()));
      for (Event event : span.events()) {
        String role = roles.get(event.name());
        if (role == null || event.log() != logs) {
          continue;
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", role);
        JsonNode body = Values.parsed(event.body());
        if (body instanceof ObjectNode object) {
          message.setAll(object);
        } else if (!body.isMissingNode()) {
          message.set("content", body);
        }
        for (String key : List.of("content", "id", "tool_calls", "message", "finish_reason")) {
          JsonNode attribute = event.attributes().get(key);
          if (attribute != null && !message.has(key)) {
            message.set(key, Values.parsed(attribute));
          }
        }
        messages.add(message);
      }
      return messages.isEmpty() ? MissingNode.getInstance() : messages;
    }
  }
}
