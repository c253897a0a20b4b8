package dev.plumbline.evaluation.interaction;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which attributes hold something else than content, by the same tables that the normaliser reads
 * them with. What is not known to be metadata is content.
 */
public final class ContentKeys {
  /** Stands in the place of removed content; the normaliser never takes it for an answer. */
  public static final String REMOVED = "__REDACTED__";

  private static final Set<Field> CONTENT =
      EnumSet.of(
          Field.TOOL_ARGUMENTS, Field.TOOL_RESULT, Field.TOOL_DESCRIPTION, Field.TOOL_SCHEMA);

  /**
   * What tells one person or conversation from another. The id of a response stays: a call that was
   * reported twice is known by it.
   */
  private static final Set<Field> IDENTIFYING =
      EnumSet.of(
          Field.CONVERSATION, Field.USER, Field.PREVIOUS_RESPONSE, Field.TOOL_ID, Field.TOOL_NAME);

  private static final List<String> OF_RESOURCES =
      List.of("service.", "deployment.", "telemetry.", "k8s.", "cloud.", "host.", "container.");

  private static final Set<String> METADATA;
  private static final Set<String> COUNTED;

  static {
    Set<String> content =
        Stream.concat(keys(CONTENT).stream(), Sources.names()).collect(Collectors.toSet());
    Set<String> metadata = keys(EnumSet.complementOf(EnumSet.copyOf(CONTENT)));
    metadata.removeAll(content);
    Set<String> counted = new HashSet<>(metadata);
    counted.removeAll(keys(IDENTIFYING));
    METADATA = Set.copyOf(metadata);
    COUNTED = Set.copyOf(counted);
  }

  private ContentKeys() {}

  /** Whether an attribute of this key says something about a call, and not what was said in it. */
  public static boolean isMetadata(String key) {
    return METADATA.contains(key) || OF_RESOURCES.stream().anyMatch(key::startsWith);
  }

  /** Whether calls are counted, sliced or timed by an attribute of this key. */
  public static boolean isCounted(String key) {
    return COUNTED.contains(key);
  }

  private static Set<String> keys(Collection<Field> fields) {
    return fields.stream()
        .flatMap(field -> field.keys().stream())
        .filter(key -> key.inside() == null && !key.metadata())
        .map(Key::attribute)
        .collect(Collectors.toSet());
  }
}
