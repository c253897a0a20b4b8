package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an application itself says about a call: the free keys that client libraries put under a
 * prefix of theirs, or into one JSON attribute. Applications choose the names, and spell them
 * {@code session_id}, {@code sessionId} or {@code session.id}: case and separators do not count.
 */
final class Metadata {
  private static final List<String> PREFIXES =
      List.of(
          "ai.telemetry.metadata.",
          "ai.settings.context.",
          "mastra.metadata.",
          "traceloop.association.properties.",
          "lmnr.association.properties.",
          "langfuse.trace.metadata.",
          "langfuse.observation.metadata.",
          "langsmith.metadata.",
          "litellm.metadata.",
          "mlflow.trace.",
          "metadata.");
  private static final List<String> OBJECTS =
      List.of(
          "metadata",
          "langfuse.trace.metadata",
          "langfuse.observation.metadata",
          "langwatch.metadata",
          "braintrust.metadata");

  private static final Metadata NONE = new Metadata(Map.of());

  private final Map<String, Entry> entries;

  private Metadata(Map<String, Entry> entries) {
    this.entries = entries;
  }

  /**
   * A value.
   *
   * @param key the key as it was sent
   */
  record Entry(String key, JsonNode value) {}

  static Metadata of(Map<String, JsonNode> attributes) {
    Map<String, Entry> entries = new HashMap<>();
    attributes.forEach(
        (key, value) -> {
          for (String prefix : PREFIXES) {
            if (key.startsWith(prefix)) {
              entries.putIfAbsent(folded(key.substring(prefix.length())), new Entry(key, value));
              return;
            }
          }
        });
    for (String key : OBJECTS) {
      JsonNode value = attributes.get(key);
      if (value != null) {
        Values.parsed(value)
            .fields()
            .forEachRemaining(
                field ->
                    entries.putIfAbsent(
                        folded(field.getKey()),
                        new Entry(key + "#/" + field.getKey(), field.getValue())));
      }
    }
    return entries.isEmpty() ? NONE : new Metadata(entries);
  }

  /** The value under a name, however it is spelt; null when there is none. */
  @Nullable Entry get(String folded) {
    return entries.get(folded);
  }

  static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        folded.append(name.charAt(i));
      }
    }
    return folded.toString().toLowerCase(Locale.ROOT);
  }
}
