package dev.plumbline.console.quality;

import dev.plumbline.console.data.Window;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Prompt versions in the order of their first window, within a group such as a model or route. */
final class VersionOrder {
  private final Map<String, List<First>> groups = new HashMap<>();

  /** A version and when it was first seen. */
  record First(String version, long millis) {}

  VersionOrder(Collection<Window> windows, Function<Window, String> group) {
    Map<String, Map<String, Long>> first = new HashMap<>();
    for (Window window : windows) {
      first
          .computeIfAbsent(group.apply(window), g -> new HashMap<>())
          .merge(window.slice().promptVersion(), window.startMillis(), Math::min);
    }
    first.forEach(
        (name, versions) ->
            groups.put(
                name,
                versions.entrySet().stream()
                    .map(entry -> new First(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparingLong(First::millis).thenComparing(First::version))
                    .toList()));
  }

  /** All versions of a group, earliest first. */
  List<First> versions(String group) {
    return groups.getOrDefault(group, List.of());
  }

  /** When a version was first seen in a group; 0 when never. */
  long first(String group, String version) {
    return versions(group).stream()
        .filter(first -> first.version().equals(version))
        .mapToLong(First::millis)
        .findFirst()
        .orElse(0);
  }

  /** The version that came before. */
  Optional<String> previous(String group, String version) {
    String before = null;
    for (First first : versions(group)) {
      if (first.version().equals(version)) {
        return Optional.ofNullable(before);
      }
      before = first.version();
    }
    return Optional.empty();
  }
}
