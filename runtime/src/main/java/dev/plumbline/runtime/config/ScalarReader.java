package dev.plumbline.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one text as a value of a wanted type. */
final class ScalarReader {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

  private ScalarReader() {}

  /** Whether the type is written as one text. */
  static boolean reads(Class<?> type) {
    return type == String.class
        || type == Integer.class
        || type == int.class
        || type == Long.class
        || type == long.class
        || type == Double.class
        || type == double.class
        || type == Boolean.class
        || type == boolean.class
        || type == Duration.class
        || type == ByteSize.class
        || type == Path.class
        || type.isEnum();
  }

  /**
   * The value of {@code text}.
   *
   * @throws IllegalArgumentException whose message says what was expected
   */
  static @Nullable Object read(String text, Class<?> type) {
    if (type == String.class) {
      return text;
    }
    if (type == Integer.class || type == int.class) {
      return number(text, "a whole number", () -> Integer.valueOf(text.replace("_", "")));
    }
    if (type == Long.class || type == long.class) {
      return number(text, "a whole number", () -> Long.valueOf(text.replace("_", "")));
    }
    if (type == Double.class || type == double.class) {
      Double value = number(text, "a number", () -> Double.valueOf(text));
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a finite number");
      }
      return value;
    }
    if (type == Boolean.class || type == boolean.class) {
      return switch (text) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new IllegalArgumentException("true or false");
      };
    }
    if (type == Duration.class) {
      return duration(text);
    }
    if (type == ByteSize.class) {
      return ByteSize.parse(text);
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    return constant(text, type);
  }

  /** A duration as a user writes it. */
  static String show(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % 1000 != 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a time such as 500ms, 5s, 10m, 1h or 7d");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Object constant(String text, Class<?> type) {
    for (Object constant : type.getEnumConstants()) {
      if (name(constant).equals(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "one of "
            + Arrays.stream(type.getEnumConstants())
                .map(ScalarReader::name)
                .collect(Collectors.joining(", ")));
  }

  private static String name(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> T number(String text, String expected, java.util.function.Supplier<T> reader) {
    try {
      return reader.get();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(expected + ", not \"" + text + "\"", e);
    }
  }
}
