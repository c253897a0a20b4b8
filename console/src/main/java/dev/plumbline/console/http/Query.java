package dev.plumbline.console.http;

import dev.plumbline.console.data.SliceFilter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL. A key that is there without a value is an empty text. */
record Query(Map<String, String> values) {
  private static final Map<String, Duration> RANGES =
      Map.of(
          "1h", Duration.ofHours(1),
          "6h", Duration.ofHours(6),
          "24h", Duration.ofHours(24),
          "7d", Duration.ofDays(7));

  static Query parse(@Nullable String raw) {
    Map<String, String> values = new HashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String key = equals < 0 ? pair : pair.substring(0, equals);
        values.put(decode(key), equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return new Query(values);
  }

  @Nullable String get(String key) {
    return values.get(key);
  }

  String need(String key) {
    String value = values.get(key);
    if (value == null) {
      throw new BadRequestException("found no parameter " + key + ", expected one");
    }
    return value;
  }

  int number(String key, int standard, int low, int high) {
    String text = values.get(key);
    if (text == null) {
      return standard;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new BadRequestException(key + " is no number, expected " + low + " to " + high);
    }
    throw new BadRequestException(key + " is out of range, expected " + low + " to " + high);
  }

  /**
   * The slice chips.
   *
   * @param tenant when the URL names none
   */
  SliceFilter slice(String tenant) {
    return new SliceFilter(
        values.getOrDefault("tenant", tenant),
        get("service"),
        get("route"),
        get("model"),
        get("prompt_version"));
  }

  /** The start of the chosen range, Unix milliseconds; 0 for all. */
  long from(Instant now) {
    String range = values.get("range");
    if (range == null || range.equals("all")) {
      return 0;
    }
    Duration length = RANGES.get(range);
    if (length == null) {
      throw new BadRequestException("range is unknown, expected 1h, 6h, 24h, 7d or all");
    }
    return now.minus(length).toEpochMilli();
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("a parameter is not URL-encoded");
    }
  }
}
