package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A span's attributes with JSON text as trees, each parsed once: many rows of the tables look into
 * the same large value.
 */
final class ParsedAttributes {
  private final Map<String, JsonNode> attributes;
  private final Map<String, JsonNode> parsed = new HashMap<>();
  private final Map<String, List<Bodies.Body>> bodies = new HashMap<>();
  private @Nullable Set<String> lists;

  ParsedAttributes(Map<String, JsonNode> attributes) {
    this.attributes = attributes;
  }

  /** Whether there are keys of this name with an index behind it, such as {@code name.0.role}. */
  boolean hasList(String name) {
    Set<String> found = lists;
    if (found == null) {
      found = new HashSet<>();
      for (String key : attributes.keySet()) {
        addLists(key, found);
      }
      lists = found;
    }
    return found.contains(name);
  }

  private static void addLists(String key, Set<String> found) {
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      char next = dot + 1 < key.length() ? key.charAt(dot + 1) : '.';
      if (next >= '0' && next <= '9') {
        found.add(key.substring(0, dot));
      }
    }
  }

  /** Whole requests or responses among them. */
  List<Bodies.Body> bodies(String any) {
    List<Bodies.Body> found = bodies.get(any);
    if (found == null) {
      found = Bodies.in(this, any);
      bodies.put(any, found);
    }
    return found;
  }

  /** The value as a tree, as {@link Values#parsed}; missing when it is not there. */
  JsonNode get(String key) {
    JsonNode value = attributes.get(key);
    return value == null
        ? MissingNode.getInstance()
        : value.isTextual() ? parsed.computeIfAbsent(key, k -> Values.parsed(value)) : value;
  }
}
