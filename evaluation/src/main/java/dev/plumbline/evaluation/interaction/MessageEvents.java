package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One event per message; its name gives the role. Log records, else span events. */
record MessageEvents(String name, Map<String, String> roles) implements Source {
  private static final List<String> ATTRIBUTES =
      List.of("content", "id", "tool_calls", "message", "finish_reason", "index");

  /** JSON text with these alone is a message without its role, which is in the event's name. */
  private static final Set<String> FIELDS =
      Set.of("content", "id", "tool_calls", "message", "finish_reason", "index", "name");

  @Override
  public JsonNode read(SpanView span) {
    List<ObjectNode> messages = new ArrayList<>();
    boolean logs = span.events().stream().anyMatch(e -> e.log() && roles.containsKey(e.name()));
    for (Event event : span.events()) {
      String role = roles.get(event.name());
      if (role != null && event.log() == logs) {
        messages.add(message(event, role));
      }
    }
    if (messages.isEmpty()) {
      return MissingNode.getInstance();
    }
    // Choices of one time say themselves which is the first.
    messages.sort(Comparator.comparingInt(message -> message.path("index").asInt()));
    return JsonNodeFactory.instance.arrayNode().addAll(messages);
  }

  private static Set<String> fields(ObjectNode object) {
    Set<String> fields = new HashSet<>();
    object.fieldNames().forEachRemaining(fields::add);
    return fields;
  }

  static ObjectNode message(Event event, String role) {
    ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", role);
    JsonNode body = Values.parsed(event.body());
    if (body instanceof ObjectNode object
        && (event.body().isObject()
            || MessageReader.recognises(body)
            || FIELDS.containsAll(fields(object)))) {
      message.setAll(object);
    } else if (!body.isMissingNode()) {
      message.set("content", event.body());
    }
    JsonNode whole = Values.parsed(event.field("gen_ai.event.content"));
    if (whole instanceof ObjectNode object) {
      message.setAll(object);
    }
    for (String key : ATTRIBUTES) {
      JsonNode attribute = event.attributes().get(key);
      if (attribute != null && !message.has(key)) {
        message.set(key, attribute);
      }
    }
    return message;
  }
}
