package dev.plumbline.runtime.kafka;

import dev.plumbline.topics.TopicSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;

/** Where one topic on the broker differs from the catalogue. */
final class TopicDifferences {
  /** Keeping more for longer, or taking larger records, is the operator's right. */
  private static final Set<String> AT_LEAST = Set.of("retention.ms", "max.message.bytes");

  private TopicDifferences() {}

  /**
   * One sentence per difference: topic, key, found, expected.
   *
   * @param partitions the common count N
   */
  static List<String> of(
      String name,
      TopicSpec spec,
      int partitions,
      @Nullable TopicDescription description,
      @Nullable Config config) {
    List<String> differences = new ArrayList<>();
    int found = description == null ? 0 : description.partitions().size();
    int expected = spec.partitions(partitions);
    if (found != expected) {
      differences.add(name + " partitions: found " + found + ", expected " + expected);
    }
    spec.config()
        .forEach(
            (key, value) -> {
              ConfigEntry entry = config == null ? null : config.get(key);
              String actual = entry == null || entry.value() == null ? "nothing" : entry.value();
              if (!same(key, actual, value)) {
                String least = AT_LEAST.contains(key) ? "at least " : "";
                differences.add(
                    name + " " + key + ": found " + actual + ", expected " + least + value);
              }
            });
    return differences;
  }

  private static boolean same(String key, String found, String expected) {
    if (key.equals("cleanup.policy")) {
      return policies(found).equals(policies(expected));
    }
    return found.equals(expected) || (AT_LEAST.contains(key) && atLeast(found, expected));
  }

  private static Set<String> policies(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s*,\\s*")));
  }

  /** -1 stands for no limit. */
  private static boolean atLeast(String found, String expected) {
    try {
      long have = Long.parseLong(found);
      long need = Long.parseLong(expected);
      return have == -1 || (need != -1 && have >= need);
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
