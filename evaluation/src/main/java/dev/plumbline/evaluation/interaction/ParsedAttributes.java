package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.Map;

/**
 * A span's attributes with JSON text as trees, each parsed once: many rows of the tables look into
 * the same large value.
 */
final class ParsedAttributes {
  private final Map<String, JsonNode> attributes;
  private final Map<String, JsonNode> parsed = new HashMap<>();

  ParsedAttributes(Map<String, JsonNode> attributes) {
    this.attributes = attributes;
  }

  /** The value as a tree, as {@link Values#parsed}; missing when it is not there. */
  JsonNode get(String key) {
    JsonNode value = attributes.get(key);
    return value == null
        ? MissingNode.getInstance()
        : value.isTextual() ? parsed.computeIfAbsent(key, k -> Values.parsed(value)) : value;
  }
}
