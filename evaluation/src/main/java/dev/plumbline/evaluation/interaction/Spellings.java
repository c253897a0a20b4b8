package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keys of the convention that were written by hand: {@code gen_ai.tool.call_id} stands for {@code
 * gen_ai.tool.call.id}. Only dots, underscores and case may differ, and a key that is spelt right
 * comes first.
 */
final class Spellings {
  private static final String PREFIX = "gen_ai.";

  private static final Set<String> KNOWN =
      Stream.concat(
              Arrays.stream(Field.values())
                  .flatMap(field -> field.keys().stream())
                  .filter(key -> !key.metadata())
                  .map(Key::attribute),
              Sources.names())
          .filter(key -> key.startsWith(PREFIX))
          .collect(Collectors.toUnmodifiableSet());

  /** The spelling in the tables by its letters; of two with equal letters the first in order. */
  private static final Map<String, String> BY_LETTERS =
      KNOWN.stream()
          .sorted()
          .collect(Collectors.toMap(Metadata::folded, key -> key, (first, second) -> first));

  private Spellings() {}

  /** The attributes, with the right spelling of a key beside a wrong one. */
  static Map<String, JsonNode> corrected(Map<String, JsonNode> attributes) {
    Map<String, JsonNode> right = new HashMap<>();
    attributes.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX) && !KNOWN.contains(key)) {
            String spelling = BY_LETTERS.get(Metadata.folded(key));
            if (spelling != null) {
              right.putIfAbsent(spelling, value);
            }
          }
        });
    if (right.isEmpty()) {
      return attributes;
    }
    Map<String, JsonNode> corrected = new LinkedHashMap<>(attributes);
    right.forEach(corrected::putIfAbsent);
    return corrected;
  }
}
