package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named source of a single value: an attribute, or a place inside the JSON that an attribute
 * holds, written {@code attribute#/pointer}.
 *
 * @param name as it stands in the table and in the provenance
 * @param attribute attribute key
 * @param inside where the value is within the attribute; null when it is the whole of it
 */
record Key(String name, String attribute, @Nullable JsonPointer inside) {
  static Key of(String name) {
    int at = name.indexOf("#/");
    return at < 0
        ? new Key(name, name, null)
        : new Key(name, name.substring(0, at), JsonPointer.compile(name.substring(at + 1)));
  }

  static List<Key> of(Stream<String> names) {
    return names.map(Key::of).toList();
  }

  /** The value among the attributes; missing when it is not there. */
  JsonNode in(Map<String, JsonNode> attributes) {
    JsonNode value = attributes.get(attribute);
    if (value == null) {
      return MissingNode.getInstance();
    }
    return inside == null ? value : Values.parsed(value).at(inside);
  }
}
