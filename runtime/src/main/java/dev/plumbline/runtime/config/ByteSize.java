package dev.plumbline.runtime.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 900KiB}, {@code 64MiB}, {@code 2GiB} or plain {@code 512}.
 *
 * @param bytes never negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,12})\\s*(B|KiB|MiB|GiB)?");

  /** Refuses a negative size. */
  public ByteSize {
    if (bytes < 0) {
      throw new IllegalArgumentException("a size that is not negative");
    }
  }

  /** {@code n} times 1,024 bytes. */
  public static ByteSize kib(long n) {
    return new ByteSize(n << 10);
  }

  /** {@code n} times 1,048,576 bytes. */
  public static ByteSize mib(long n) {
    return new ByteSize(n << 20);
  }

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException when the text is not a size
   */
  public static ByteSize parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a size such as 512B, 64KiB, 4MiB or 1GiB");
    }
    long number = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    int shift =
        switch (unit == null ? "B" : unit) {
          case "KiB" -> 10;
          case "MiB" -> 20;
          case "GiB" -> 30;
          default -> 0;
        };
    if (number > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException("a size below 8EiB");
    }
    return new ByteSize(number << shift);
  }

  /** The size as an array length; {@link Integer#MAX_VALUE} when it is larger. */
  public int intBytes() {
    return (int) Math.min(bytes, Integer.MAX_VALUE);
  }

  @Override
  public int compareTo(ByteSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    int unit = 0;
    long value = bytes;
    while (unit < 3 && value != 0 && value % 1024 == 0) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%d%s", value, units[unit]);
  }
}
