package dev.plumbline.evaluation.interaction;

import java.util.List;

/**
 * What an operator may say about the mapping.
 *
 * @param routeKeys attribute keys that name the route, before the built-in sources
 * @param promptVersionKeys attribute keys that name the prompt version, after the built-in sources
 */
public record NormaliserConfig(List<String> routeKeys, List<String> promptVersionKeys) {
  /** No extra keys. */
  public static NormaliserConfig defaults() {
    return new NormaliserConfig(List.of(), List.of());
  }
}
