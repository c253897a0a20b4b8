package dev.plumbline.scoring;

import dev.plumbline.evaluation.interaction.NormaliserConfig;
import java.util.List;

/**
 * What an operator may say about attribute names.
 *
 * @param routeKeys attribute keys that name the route, before the built-in ones
 * @param promptVersionKeys attribute keys that name the prompt version, after the built-in ones
 */
public record NormaliserSection(List<String> routeKeys, List<String> promptVersionKeys) {
  /** Fills defaults. */
  public NormaliserSection {
    routeKeys = routeKeys == null ? List.of() : List.copyOf(routeKeys);
    promptVersionKeys = promptVersionKeys == null ? List.of() : List.copyOf(promptVersionKeys);
  }

  NormaliserConfig config() {
    return new NormaliserConfig(routeKeys, promptVersionKeys);
  }
}
