package dev.plumbline.evaluation.intake;

import java.util.List;
import java.util.Map;

/**
 * A client library as its spans name it, and the settings that change what it sends.
 *
 * @param name for people
 * @param scopes instrumentation scope names; one that ends in {@code *} is a beginning
 * @param settings field to what to set, where this library has a setting of its own
 */
record Instrumentation(String name, List<String> scopes, Map<IntakeField, String> settings) {
  boolean is(String scope) {
    return scopes.stream()
        .anyMatch(
            known ->
                known.endsWith("*")
                    ? scope.startsWith(known.substring(0, known.length() - 1))
                    : scope.equals(known));
  }
}
