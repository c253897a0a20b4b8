package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** Rebuilds a tree from indexed keys such as {@code llm.input_messages.0.message.role}. */
final class Unflatten {
  private static final int MAX_INDEX = 10_000;
  private static final int MAX_DEPTH = 32;

  private Unflatten() {}

  /** What stands below {@code prefix}, as an array; missing when there is nothing. */
  static JsonNode array(Map<String, JsonNode> attributes, String prefix) {
    Branch root = new Branch();
    String start = prefix + ".";
    attributes.forEach(
        (key, value) -> {
          if (key.startsWith(start) && wellFormed(key)) {
            root.put(key.substring(start.length()), value);
          }
        });
    JsonNode tree = root.toJson();
    return tree.isArray() ? tree : MissingNode.getInstance();
  }

  /** A key comes from a sender: empty segments and endless nesting are no tree. */
  private static boolean wellFormed(String key) {
    return !key.endsWith(".")
        && !key.contains("..")
        && key.chars().filter(c -> c == '.').limit(MAX_DEPTH + 1L).count() <= MAX_DEPTH;
  }

  /** A node under construction: its children by key, or a leaf value. */
  private static final class Branch {
    private final Map<String, Branch> children = new TreeMap<>();
    private JsonNode leaf = MissingNode.getInstance();

    void put(String path, JsonNode value) {
      int dot = path.indexOf('.');
      String head = dot < 0 ? path : path.substring(0, dot);
      Branch child = children.computeIfAbsent(head, key -> new Branch());
      if (dot < 0) {
        child.leaf = value;
      } else {
        child.put(path.substring(dot + 1), value);
      }
    }

    JsonNode toJson() {
      if (children.isEmpty()) {
        return leaf;
      }
      boolean indexed =
          children.keySet().stream()
              .allMatch(key -> key.length() <= 5 && key.chars().allMatch(Character::isDigit));
      if (!indexed) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        children.forEach((key, child) -> object.set(key, child.toJson()));
        return object;
      }
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      children.entrySet().stream()
          .filter(entry -> Integer.parseInt(entry.getKey()) <= MAX_INDEX)
          .sorted(java.util.Comparator.comparingInt(entry -> Integer.parseInt(entry.getKey())))
          .forEach(entry -> array.add(entry.getValue().toJson()));
      return array;
    }
  }
}
