package dev.plumbline.runtime.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two readings of {@code plumbline.yaml} key by key. */
final class ColdKeys {
  private static final int MAX_SHOWN = 80;

  private ColdKeys() {}

  /**
   * A value without children.
   *
   * @param secret below a secret-looking key
   */
  private record Leaf(String text, int line, boolean secret) {
    String shown() {
      String safe = Secrets.withoutUser(text);
      return safe.length() > MAX_SHOWN ? safe.substring(0, MAX_SHOWN) + "..." : safe;
    }
  }

  /**
   * One problem for every key of these sections that changed, except below the hot keys.
   *
   * @param hot keys that a service reads again; it does so only if it runs, that is, if their
   *     section was there
   */
  static List<Problem> changes(
      YamlTree.Mapping then, YamlTree.Mapping now, Collection<String> sections, List<String> hot) {
    Map<String, Leaf> before = leaves(then);
    Map<String, Leaf> after = leaves(now);
    List<String> readAgain =
        hot.stream().filter(key -> then.entries().containsKey(section(key))).toList();
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    List<Problem> changes = new ArrayList<>();
    for (String key : keys) {
      Leaf old = before.get(key);
      Leaf found = after.get(key);
      boolean same = old != null && found != null && old.text().equals(found.text());
      if (!same && isBelow(key, sections) && !isBelow(key, readAgain)) {
        changes.add(new Problem(found == null ? 0 : found.line(), key, change(old, found)));
      }
    }
    return changes;
  }

  /** Hex SHA-256 of everything below a key; where it stands in the file does not count. */
  static String hash(YamlTree.Mapping root, String key) {
    StringBuilder text = new StringBuilder();
    leaves(root)
        .forEach(
            (path, leaf) -> {
              if (isBelow(path, List.of(key))) {
                text.append(path).append('=').append(leaf.text()).append('\n');
              }
            });
    return FileContent.hash(text.toString());
  }

  private static String change(@Nullable Leaf old, @Nullable Leaf found) {
    boolean secret = old != null && old.secret() || found != null && found.secret();
    String what =
        secret
            ? "changed on disk (a secret, not shown)"
            : "changed from " + shown(old) + " to " + shown(found) + " on disk";
    return what + "; this key is read at start only, restart to apply";
  }

  private static String shown(@Nullable Leaf leaf) {
    return leaf == null ? "nothing" : leaf.shown();
  }

  private static String section(String key) {
    return key.substring(0, key.indexOf('.'));
  }

  private static boolean isBelow(String path, Collection<String> keys) {
    return keys.stream().anyMatch(key -> new Problem(0, path, "").isWithin(key));
  }

  private static Map<String, Leaf> leaves(YamlTree.Mapping root) {
    Map<String, Leaf> leaves = new TreeMap<>();
    collect(root, "", false, leaves);
    return leaves;
  }

  private static void collect(YamlTree node, String path, boolean secret, Map<String, Leaf> into) {
    switch (node) {
      case YamlTree.Scalar(String text, boolean plain, int line) -> {
        if (text != null) {
          into.put(path, new Leaf(text, line, secret));
        }
      }
      case YamlTree.Sequence(List<YamlTree> items, int line) -> {
        if (items.isEmpty()) {
          into.put(path, new Leaf("[]", line, secret));
        }
        for (int i = 0; i < items.size(); i++) {
          collect(items.get(i), path + "[" + i + "]", secret, into);
        }
      }
      case YamlTree.Mapping mapping ->
          mapping
              .entries()
              .forEach(
                  (key, child) ->
                      collect(
                          child, Problem.join(path, key), secret || Secrets.isSecret(key), into));
    }
  }
}
