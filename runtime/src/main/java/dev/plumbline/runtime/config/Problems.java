package dev.plumbline.runtime.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with a config record, so that a user sees all of it at once. A value that
 * is null was not set in the file and has no default: every requirement finds "nothing" then.
 */
public final class Problems {
  private final String path;
  private final List<Problem> found = new ArrayList<>();

  private Problems(String path) {
    this.path = path;
  }

  /**
   * A collection for the record at {@code path}. When the record is bound from a file, the file's
   * own path is used instead.
   */
  public static Problems of(String path) {
    return new Problems(path);
  }

  /** Requires {@code low <= value <= high}. */
  public <T extends Comparable<T>> Problems inRange(String key, @Nullable T value, T low, T high) {
    return check(
        value != null && value.compareTo(low) >= 0 && value.compareTo(high) <= 0,
        key,
        show(value),
        show(low) + " to " + show(high));
  }

  /** Requires a value above zero. */
  public Problems positive(String key, long value) {
    return check(value > 0, key, Long.toString(value), "more than 0");
  }

  /** Requires a time above zero. */
  public Problems positive(String key, @Nullable Duration value) {
    return check(value != null && value.isPositive(), key, show(value), "more than 0");
  }

  /** Requires a text with at least one character that is not white space. */
  public Problems notBlank(String key, @Nullable String value) {
    boolean ok = value != null && !value.isBlank();
    return check(ok, key, value == null ? "nothing" : "\"" + value + "\"", "a text");
  }

  /**
   * Requires {@code ok}; otherwise tells what was found and what was expected.
   *
   * @param key relative to the record; may reach into it, such as {@code judges[1].id}
   */
  public Problems check(boolean ok, String key, String foundText, String expected) {
    if (!ok) {
      found.add(new Problem(0, key, "found " + foundText + ", expected " + expected));
    }
    return this;
  }

  /**
   * Ends the collection.
   *
   * @throws IllegalArgumentException when anything was wrong, naming all of it
   */
  public void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidRecordException(path, found);
    }
  }

  private static String show(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case Duration duration -> Durations.show(duration);
      default -> value.toString();
    };
  }
}
