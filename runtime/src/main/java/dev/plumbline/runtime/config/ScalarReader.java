package dev.plumbline.runtime.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Reads one text as a value of a wanted type. */
final class ScalarReader {
  /** Each reader throws an IllegalArgumentException whose message says what was expected. */
  private static final Map<Class<?>, Function<String, Object>> READERS =
      Map.of(
          String.class, text -> text,
          Integer.class, text -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE),
          Long.class, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE),
          Double.class, ScalarReader::number,
          Boolean.class, ScalarReader::truth,
          Duration.class, Durations::parse,
          ByteSize.class, ByteSize::parse,
          Path.class, ScalarReader::path);

  private static final Map<Class<?>, Class<?>> BOXES =
      Map.of(
          int.class, Integer.class,
          long.class, Long.class,
          double.class, Double.class,
          boolean.class, Boolean.class);

  private ScalarReader() {}

  /** Whether the type is written as one text. */
  static boolean reads(Class<?> type) {
    return type.isEnum() || READERS.containsKey(BOXES.getOrDefault(type, type));
  }

  /**
   * The value of {@code text}.
   *
   * @throws IllegalArgumentException whose message says what was expected
   */
  static Object read(String text, Class<?> type) {
    Function<String, Object> reader = READERS.get(BOXES.getOrDefault(type, type));
    return reader == null ? constant(text, type) : reader.apply(text);
  }

  private static long whole(String text, long low, long high) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      if (!text.strip().matches("[+-]?\\d+")) {
        throw new IllegalArgumentException("a whole number", e);
      }
    }
    throw new IllegalArgumentException("a whole number from " + low + " to " + high);
  }

  private static Object number(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value) && text.strip().matches("[-+.0-9eE]+")) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a number", e);
    }
    throw new IllegalArgumentException("a finite decimal number");
  }

  private static Object truth(String text) {
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false");
    };
  }

  private static Object path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("a file path", e);
    }
  }

  private static Object constant(String text, Class<?> type) {
    Object[] constants = type.getEnumConstants();
    List<String> names = Arrays.stream(constants).map(ScalarReader::name).toList();
    int index = names.indexOf(text);
    if (index < 0) {
      throw new IllegalArgumentException(
          "one of "
              + String.join(", ", names)
              + Nearest.to(text, names).map(near -> ", did you mean " + near + "?").orElse(""));
    }
    return constants[index];
  }

  /** {@code FULL_CONTENT} is written {@code full-content}. */
  private static String name(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
