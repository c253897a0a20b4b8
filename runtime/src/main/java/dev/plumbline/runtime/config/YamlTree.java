package dev.plumbline.runtime.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML document that remembers its lines. */
sealed interface YamlTree {
  /** 1-based line of the key that the value belongs to, or of the value when it has none. */
  int line();

  /**
   * One value.
   *
   * @param text as written and without quotes; null stands for YAML's own null
   * @param plain written without quotes, so that it may be a number or a boolean
   */
  record Scalar(@Nullable String text, boolean plain, int line) implements YamlTree {}

  /** A list. */
  record Sequence(List<YamlTree> items, int line) implements YamlTree {}

  /** Keys with values, in the file's order. */
  record Mapping(Map<String, YamlTree> entries, int line) implements YamlTree {}

  /** What the value is, for a reader who expected something else. */
  default String describe() {
    return switch (this) {
      case Scalar(String text, boolean plain, int line) -> String.valueOf(text);
      case Sequence sequence -> "a list";
      case Mapping mapping -> "keys with values";
    };
  }

  /**
   * The line of the value at {@code path} below this one, or of the nearest value above it that the
   * file has.
   *
   * @param path such as {@code limits.maxRequest} or {@code judges[1].id}; a key may hold dots
   */
  default int lineOf(String path) {
    return switch (this) {
      case Scalar scalar -> line();
      case Sequence(List<YamlTree> items, int line) -> {
        for (int i = 0; i < items.size(); i++) {
          String start = "[" + i + "]";
          if (path.startsWith(start)) {
            yield items.get(i).lineOf(below(path, start));
          }
        }
        yield line;
      }
      case Mapping(Map<String, YamlTree> entries, int line) -> {
        for (Map.Entry<String, YamlTree> entry : entries.entrySet()) {
          String key = entry.getKey();
          if (path.equals(key) || path.startsWith(key + ".") || path.startsWith(key + "[")) {
            yield entry.getValue().lineOf(below(path, key));
          }
        }
        yield line;
      }
    };
  }

  private static String below(String path, String start) {
    String rest = path.substring(start.length());
    return rest.startsWith(".") ? rest.substring(1) : rest;
  }
}
