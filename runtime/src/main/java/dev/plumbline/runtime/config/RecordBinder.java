package dev.plumbline.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds a YAML tree to records, lists, maps, scalars and free-form JSON, and notes everything that
 * does not fit. A value that did not fit is null for its record, which is still asked for the
 * problems of its other values; a problem about the same key is told once.
 */
final class RecordBinder {
  private final Interpolation interpolation;
  private final List<Problem> problems;

  RecordBinder(Interpolation interpolation, List<Problem> problems) {
    this.interpolation = interpolation;
    this.problems = problems;
  }

  /** The value, or null when it is absent or does not fit (then there is a problem). */
  @Nullable Object bind(@Nullable YamlTree node, Type type, String path) {
    if (node == null || node instanceof YamlTree.Scalar scalar && scalar.text() == null) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return list(node, arguments[0], path);
      }
      if (generic.getRawType() == Map.class && arguments[0] instanceof Class<?> key) {
        return map(node, key, arguments[1], path);
      }
    }
    if (type == JsonNode.class) {
      return new FreeForm(scalar -> text(scalar, path)).json(node);
    }
    if (type instanceof Class<?> raw && ScalarReader.reads(raw)) {
      return scalar(node, raw, path);
    }
    if (type instanceof Class<?> raw && raw.isRecord()) {
      return node instanceof YamlTree.Mapping mapping
          ? record(mapping, raw, path)
          : wrong(node, path, "keys with values");
    }
    throw new IllegalStateException(path + " has a type that config cannot hold: " + type);
  }

  private @Nullable Object scalar(YamlTree node, Class<?> type, String path) {
    if (!(node instanceof YamlTree.Scalar scalar)) {
      return wrong(node, path, "a single value");
    }
    int before = problems.size();
    String text = text(scalar, path);
    return problems.size() > before ? null : read(text, type, node, path);
  }

  private @Nullable Object read(String text, Class<?> type, YamlTree node, String path) {
    try {
      return ScalarReader.read(text, type);
    } catch (IllegalArgumentException e) {
      String shown = Secrets.isSecret(path) ? Secrets.MASK : text.isEmpty() ? "\"\"" : text;
      add(node.line(), path, "found " + shown + ", expected " + e.getMessage());
      return null;
    }
  }

  /** The scalar's text with its variables replaced. */
  private String text(YamlTree.Scalar scalar, String path) {
    String raw = String.valueOf(scalar.text());
    try {
      return interpolation.apply(raw);
    } catch (IllegalArgumentException e) {
      String shown = Secrets.isSecret(path) ? Secrets.MASK : raw;
      add(scalar.line(), path, "found " + shown + ", expected " + e.getMessage());
      return raw;
    }
  }

  private @Nullable Object list(YamlTree node, Type item, String path) {
    if (!(node instanceof YamlTree.Sequence sequence)) {
      return wrong(node, path, "a list");
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Object value = required(sequence.items().get(i), item, path + "[" + i + "]");
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  private @Nullable Object map(YamlTree node, Class<?> keyType, Type valueType, String path) {
    if (!(node instanceof YamlTree.Mapping mapping)) {
      return wrong(node, path, "keys with values");
    }
    Map<Object, Object> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (text, child) -> {
              String childPath = Problem.join(path, text);
              Object key = read(text, keyType, child, childPath);
              Object value = required(child, valueType, childPath);
              if (key != null && value != null) {
                values.put(key, value);
              }
            });
    return Collections.unmodifiableMap(values);
  }

  private @Nullable Object required(YamlTree node, Type type, String path) {
    int before = problems.size();
    Object value = bind(node, type, path);
    if (value == null && problems.size() == before) {
      add(node.line(), path, "found nothing, expected a value");
    }
    return value;
  }

  private @Nullable Object record(YamlTree.Mapping node, Class<?> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Set<String> known =
        Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
    node.entries()
        .forEach(
            (key, child) -> {
              if (!known.contains(key)) {
                add(
                    child.line(),
                    Problem.join(path, key),
                    "unknown key" + Nearest.hint(key, known));
              }
            });
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      String child = Problem.join(path, name);
      values[i] = bind(node.entries().get(name), components[i].getGenericType(), child);
      if (values[i] == null && components[i].getType().isPrimitive()) {
        add(node.lineOf(name), child, "found nothing, expected a value");
        values[i] = Array.get(Array.newInstance(components[i].getType(), 1), 0);
      }
    }
    try {
      return RecordFactory.make(type, components, values);
    } catch (IllegalArgumentException e) {
      refused(node, path, e);
      return null;
    } catch (NullPointerException e) {
      if (problems.stream().anyMatch(p -> p.isWithin(path))) {
        return null; // the record missed a value that did not fit, which is told already
      }
      throw new IllegalStateException(
          type.getName() + " has neither a default nor a requirement for a key not set", e);
    }
  }

  /** A record said no: its problems get the file's paths and lines. */
  private void refused(YamlTree.Mapping node, String path, IllegalArgumentException cause) {
    if (!(cause instanceof InvalidRecordException invalid)) {
      add(node.line(), path, String.valueOf(cause.getMessage()));
      return;
    }
    for (Problem problem : invalid.relative()) {
      add(node.lineOf(problem.key()), Problem.join(path, problem.key()), problem.text());
    }
  }

  private @Nullable Object wrong(YamlTree node, String path, String expected) {
    String shown =
        node instanceof YamlTree.Scalar && Secrets.isSecret(path) ? Secrets.MASK : node.describe();
    add(node.line(), path, "found " + shown + ", expected " + expected);
    return null;
  }

  private void add(int line, String path, String text) {
    if (path.isEmpty() || problems.stream().noneMatch(p -> p.isWithin(path))) {
      problems.add(new Problem(line, path, text));
    }
  }
}
