package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an application itself says about a call: the free keys that client libraries put under a
 * prefix of theirs, or into one JSON attribute; the keys without a prefix, which are of no
 * convention; and what is said about a prompt, under whatever prefix. Applications choose the
 * names, and spell them {@code session_id}, {@code sessionId} or {@code session.id}: case and
 * separators do not count.
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
          "honeyhive_metadata.",
          "trace.metadata.",
          "metadata.",
          "app.");
  private static final List<String> OBJECTS =
      List.of(
          "metadata",
          "langfuse.trace.metadata",
          "langfuse.observation.metadata",
          "langwatch.metadata",
          "braintrust.metadata");

  private static final String PROMPT = "prompt";
  private static final Set<String> OF_PROMPTS = Set.of("promptname", "promptversion");

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
          if (key.indexOf('.') < 0) {
            entries.putIfAbsent(folded(key), new Entry(key, value));
          } else if (key.contains(PROMPT)) {
            String name = folded(key.substring(key.lastIndexOf(PROMPT)));
            if (OF_PROMPTS.contains(name)) {
              entries.putIfAbsent(name, new Entry(key, value));
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
