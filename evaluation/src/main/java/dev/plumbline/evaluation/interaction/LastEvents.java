package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/**
 * The messages of one kind that a conversation ends with, where every message is a span event: who
 * has no event for the answer tells it as the last turn.
 *
 * @param name of the events that may be the answer
 * @param all names of events that are messages
 */
record LastEvents(String name, Set<String> all) implements Source {
  @Override
  public JsonNode read(SpanView span) {
    ArrayNode last = JsonNodeFactory.instance.arrayNode();
    for (Event event : span.events()) {
      if (event.log() || !all.contains(event.name())) {
        continue;
      }
      if (event.name().equals(name)) {
        last.add(MessageEvents.message(event, "assistant"));
      } else {
        last.removeAll();
      }
    }
    return last.isEmpty() ? MissingNode.getInstance() : last;
  }
}
