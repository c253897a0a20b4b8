package dev.plumbline.standalone.deadletters;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a record stands in its topic. */
public record Place(int partition, long offset) implements Comparable<Place> {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,9})@(\\d{1,18})");
  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::partition).thenComparingLong(Place::offset);

  /**
   * A place from its text.
   *
   * @throws IllegalArgumentException naming what was found and expected
   */
  public static Place parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "found \"" + text + "\", expected PARTITION@OFFSET such as 0@17");
    }
    return new Place(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
