package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rebuilds a tree from indexed keys such as {@code llm.input_messages.0.message.role}. Keys are
 * anyone's, so indexes, slots and depth are bounded: what is beyond is left out, and a path that is
 * too long ends in one key that holds the rest of it.
 */
final class Unflatten {
  private static final int MAX_INDEX = 10_000;
  private static final int MAX_SLOTS = 10_001;
  private static final int MAX_DEPTH = 16;

  private Unflatten() {}

  /**
   * What stands below {@code prefix.N}, as an array in the order of N; missing when there is
   * nothing. Keys below the prefix without an index are other fields and left alone.
   */
  static JsonNode array(Map<String, JsonNode> attributes, String prefix) {
    Branch root = new Branch();
    int slots = 0;
    String start = prefix + ".";
    for (Map.Entry<String, JsonNode> attribute : attributes.entrySet()) {
      String key = attribute.getKey();
      if (key.startsWith(start) && startsWithIndex(key, start.length()) && slots++ < MAX_SLOTS) {
        root.put(key.substring(start.length()), attribute.getValue());
      }
    }
    return root.children.isEmpty() ? MissingNode.getInstance() : root.toJson();
  }

  private static boolean startsWithIndex(String key, int from) {
    int dot = key.indexOf('.', from);
    return index(key.substring(from, dot < 0 ? key.length() : dot)) >= 0;
  }

  /** The index that a segment spells, or -1. */
  private static int index(String segment) {
    if (segment.isEmpty() || segment.length() > 5) {
      return -1;
    }
    int index = 0;
    for (int i = 0; i < segment.length(); i++) {
      char digit = segment.charAt(i);
      if (digit < '0' || digit > '9') {
        return -1;
      }
      index = index * 10 + (digit - '0');
    }
    return index <= MAX_INDEX ? index : -1;
  }

  /** A node under construction: its children by key, or a leaf value. */
  private static final class Branch {
    private final Map<String, Branch> children = new TreeMap<>();
    private JsonNode leaf = MissingNode.getInstance();

    void put(String path, JsonNode value) {
      Branch at = this;
      int from = 0;
      for (int depth = 1; ; depth++) {
        int dot = depth < MAX_DEPTH ? path.indexOf('.', from) : -1;
        String head = dot < 0 ? path.substring(from) : path.substring(from, dot);
        at = at.children.computeIfAbsent(head, key -> new Branch());
        if (dot < 0) {
          at.leaf = value;
          return;
        }
        from = dot + 1;
      }
    }

    JsonNode toJson() {
      if (children.isEmpty()) {
        return leaf;
      }
      if (children.keySet().stream().anyMatch(key -> index(key) < 0)) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        children.forEach((key, child) -> object.set(key, child.toJson()));
        return object;
      }
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      children.entrySet().stream()
          .sorted(Comparator.comparingInt(entry -> index(entry.getKey())))
          .forEach(entry -> array.add(entry.getValue().toJson()));
      return array;
    }
  }
}
