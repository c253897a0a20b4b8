package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * A place within the body of any log record of the span: a collector that takes content off spans
 * sends it on as a record whose name is its own.
 *
 * @param path field names with slashes between them
 */
record LogBody(String path) implements Source {
  @Override
  public String name() {
    return "log body " + path;
  }

  @Override
  public JsonNode read(SpanView span) {
    JsonPointer pointer = JsonPointer.compile("/" + path);
    for (Event event : span.events()) {
      JsonNode value = event.log() ? Values.parsed(event.body()).at(pointer) : event.body();
      if (event.log() && !Values.empty(value)) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }
}
