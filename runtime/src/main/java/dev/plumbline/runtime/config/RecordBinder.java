package dev.plumbline.runtime.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Binds a YAML tree to records, lists, maps and scalars, and notes everything that does not fit.
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
    if (node == null || node instanceof YamlTree.Scalar(String text, int line) && text == null) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? list(node, generic.getActualTypeArguments()[0], path)
          : map(node, generic.getActualTypeArguments()[1], path);
    }
    Class<?> raw = (Class<?>) type;
    if (ScalarReader.reads(raw)) {
      return scalar(node, raw, path);
    }
    if (node instanceof YamlTree.Mapping mapping) {
      return record(mapping, raw, path);
    }
    return wrong(node, path, "keys with values");
  }

  private @Nullable Object scalar(YamlTree node, Class<?> type, String path) {
    if (!(node instanceof YamlTree.Scalar scalar) || scalar.text() == null) {
      return wrong(node, path, "a single value");
    }
    String text = scalar.text();
    try {
      text = interpolation.apply(text);
      return ScalarReader.read(text, type);
    } catch (IllegalArgumentException e) {
      problems.add(
          new Problem(node.line(), path, "found " + text + ", expected " + e.getMessage()));
      return null;
    }
  }

  private @Nullable List<Object> list(YamlTree node, Type item, String path) {
    if (!(node instanceof YamlTree.Sequence sequence)) {
      wrong(node, path, "a list");
      return null;
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < sequence.items().size(); i++) {
      Object value = bind(sequence.items().get(i), item, path + "[" + i + "]");
      if (value != null) {
        values.add(value);
      }
    }
    return List.copyOf(values);
  }

  private @Nullable Map<String, Object> map(YamlTree node, Type value, String path) {
    if (!(node instanceof YamlTree.Mapping mapping)) {
      wrong(node, path, "keys with values");
      return null;
    }
    Map<String, Object> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, child) -> {
              Object bound = bind(child, value, path + "." + key);
              if (bound != null) {
                values.put(key, bound);
              }
            });
    return values;
  }

  private @Nullable Object record(YamlTree.Mapping node, Class<?> type, String path) {
    RecordComponent[] components = type.getRecordComponents();
    Set<String> known =
        Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.toSet());
    node.entries()
        .forEach(
            (key, child) -> {
              if (!known.contains(key)) {
                problems.add(
                    new Problem(
                        child.line(), path + "." + key, "unknown key" + Nearest.hint(key, known)));
              }
            });
    @Nullable Object[] values = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      values[i] = bind(node.entries().get(name), components[i].getGenericType(), path + "." + name);
    }
    return construct(node, type, components, values, path);
  }

  private @Nullable Object construct(
      YamlTree.Mapping node,
      Class<?> type,
      RecordComponent[] components,
      @Nullable Object[] values,
      String path) {
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      refused(node, path, e.getCause() == null ? e : e.getCause());
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  /**
   * A record said no: its problems get the file's path and line, unless the key has one already.
   */
  private void refused(YamlTree.Mapping node, String path, Throwable cause) {
    if (!(cause instanceof InvalidRecordException invalid)) {
      problems.add(new Problem(node.line(), path, String.valueOf(cause.getMessage())));
      return;
    }
    for (Problem problem : invalid.relative()) {
      String full = path + "." + problem.key();
      YamlTree child = node.entries().get(problem.key());
      if (problems.stream().noneMatch(p -> p.key().equals(full))) {
        problems.add(new Problem(child == null ? node.line() : child.line(), full, problem.text()));
      }
    }
  }

  private @Nullable Object wrong(YamlTree node, String path, String expected) {
    String found =
        switch (node) {
          case YamlTree.Scalar scalar -> String.valueOf(scalar.text());
          case YamlTree.Sequence sequence -> "a list";
          case YamlTree.Mapping mapping -> "keys with values";
        };
    problems.add(new Problem(node.line(), path, "found " + found + ", expected " + expected));
    return null;
  }
}
