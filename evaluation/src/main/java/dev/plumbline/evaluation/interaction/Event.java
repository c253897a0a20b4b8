package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Something that happened within a span: a log record joined to it, or one of its span events.
 *
 * @param name event name, from EventName or the attribute {@code event.name}
 * @param body the log body; missing on a span event
 * @param attributes the event's attributes
 * @param log whether it came as a log record
 */
record Event(String name, JsonNode body, Map<String, JsonNode> attributes, boolean log) {
  /** The field of the body, or the attribute of that name. */
  JsonNode field(String key) {
    JsonNode inBody = body.path(key);
    if (!inBody.isMissingNode()) {
      return inBody;
    }
    JsonNode attribute = attributes.get(key);
    return attribute == null ? inBody : attribute;
  }
}
