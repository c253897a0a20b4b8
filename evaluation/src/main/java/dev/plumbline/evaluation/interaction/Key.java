package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A named source of a single value: an attribute; a place inside the JSON that an attribute holds,
 * written {@code attribute#/pointer}; or a name among the application's own metadata, written
 * {@code metadata:name}; or a place inside whichever attribute holds a whole request or response,
 * written {@code any request#/pointer} and {@code any response#/pointer}.
 *
 * @param name as it stands in the table
 * @param attribute attribute key, or folded metadata name
 * @param inside where the value is within the attribute; null when it is the whole of it
 * @param metadata whether it is looked for among the metadata
 * @param body whether the attribute is any that holds a whole request, or response
 */
record Key(
    String name, String attribute, @Nullable JsonPointer inside, boolean metadata, boolean body) {
  /** What is not there. */
  static final Found NOWHERE = new Found("", MissingNode.getInstance());

  private static final String METADATA = "metadata:";

  /** A value with the key that it really stood under. */
  record Found(String key, JsonNode value) {}

  static Key of(String name) {
    if (name.startsWith(METADATA)) {
      return new Key(name, Metadata.folded(name.substring(METADATA.length())), null, true, false);
    }
    int at = name.indexOf("#/");
    if (at < 0) {
      return new Key(name, name, null, false, false);
    }
    String attribute = name.substring(0, at);
    JsonPointer inside = JsonPointer.compile(name.substring(at + 1));
    return new Key(name, attribute, inside, false, Bodies.isAny(attribute));
  }

  static List<Key> of(Stream<String> names) {
    return names.map(Key::of).toList();
  }

  /** The value on a span; missing when it is not there. */
  Found in(SpanView span) {
    if (metadata) {
      Metadata.Entry entry = span.metadata().get(attribute);
      return entry == null ? NOWHERE : new Found(entry.key(), entry.value());
    }
    if (body) {
      return Bodies.find(span.parsed().bodies(attribute), Objects.requireNonNull(inside));
    }
    JsonNode value = span.attributes().get(attribute);
    return value == null
        ? NOWHERE
        : new Found(name, inside == null ? value : span.parsed().get(attribute).at(inside));
  }

  /** The value among attributes that are not a span's; missing when it is not there. */
  JsonNode in(Map<String, JsonNode> attributes) {
    JsonNode value = metadata ? null : attributes.get(attribute);
    if (value == null) {
      return MissingNode.getInstance();
    }
    return inside == null ? value : Values.parsed(value).at(inside);
  }
}
