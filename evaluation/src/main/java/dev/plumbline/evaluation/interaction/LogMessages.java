package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One log record per message, whose body is the message or the choice that holds it.
 *
 * @param event name of the records
 */
record LogMessages(String event) implements Source {
  private static final String FINISH = "finish_reason";

  @Override
  public String name() {
    return "log " + event;
  }

  @Override
  public JsonNode read(SpanView span) {
    ArrayNode messages = JsonNodeFactory.instance.arrayNode();
    for (Event candidate : span.events()) {
      JsonNode body = Values.parsed(candidate.body());
      if (candidate.log() && candidate.name().equals(event) && body instanceof ObjectNode object) {
        ObjectNode message = object.deepCopy();
        JsonNode finish = candidate.attributes().get(FINISH);
        if (finish != null && !message.has(FINISH)) {
          message.set(FINISH, finish);
        }
        messages.add(message);
      }
    }
    return messages.isEmpty() ? MissingNode.getInstance() : messages;
  }
}
