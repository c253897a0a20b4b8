package dev.plumbline.evaluation.check;

/**
 * Numbers in digits, as English, German and French write them: 1,000 and 1.000 and, with a space, 1
 * 000 are the same; so are 2.5 and 2,5. A single point before three digits may be either, and is
 * read as German writes it in an answer and in documents alike. The reader has put a character
 * after the text that is no digit, so that looking ahead stays inside.
 */
final class Numerals {
  private static final int MOST_DIGITS = 40;

  /** Digits before the first separator of thousands. */
  private static final int GROUP = 3;

  /** In place of what parts thousands: the number has decimals, or stands in an enumeration. */
  private static final char NONE = '-';

  private Numerals() {}

  /**
   * Where the number that starts here ends: 1,000 and 1.5 are one, "1, 2", "1." and "2,5,7" are
   * not.
   */
  static int end(char[] chars, int from) {
    char grouping = enumerated(chars, from) ? NONE : 0;
    int at = from + 1;
    while (CharKind.digit(chars[at]) || goesOn(chars, from, at, grouping)) {
      if (!CharKind.digit(chars[at])) {
        boolean same = grouping == 0 || grouping == chars[at];
        grouping = same && thousands(chars, at + 1) ? chars[at] : NONE;
      }
      at++;
    }
    return at;
  }

  /** Whether a number stands after an enumeration's comma, as 5 does in 2,5,7. */
  private static boolean enumerated(char[] chars, int from) {
    return from >= 2 && chars[from - 1] == ',' && CharKind.digit(chars[from - 2]);
  }

  /**
   * Whether a number goes on behind a separator.
   *
   * @param grouping what has parted its thousands so far, 0 when nothing has parted anything
   */
  private static boolean goesOn(char[] chars, int from, int at, char grouping) {
    return switch (chars[at]) {
      case '.' -> CharKind.digit(chars[at + 1]);
      case ',' ->
          grouping != NONE
              && (thousands(chars, at + 1) || grouping != ',' && decimals(chars, at + 1));
      case '\u00a0', '\u202f' -> thousands(chars, at + 1);
      case ' ' ->
          thousands(chars, at + 1)
              && (grouping == ' ' || grouping == 0 && chars[from] != '0' && at - from <= GROUP);
      default -> false;
    };
  }

  /** The hash of its value: without separators of thousands and zeros that say nothing. */
  static long hash(char[] chars, int from, int end) {
    char[] plain = new char[Math.min(end - from, MOST_DIGITS)];
    int length = 0;
    char grouping = 0;
    boolean decimal = false;
    for (int at = from; at < end && length < plain.length; at++) {
      char c = chars[at];
      if (CharKind.digit(c)) {
        boolean leadingZero = length == 1 && plain[0] == '0';
        length = leadingZero ? 0 : length;
        plain[length++] = c;
      } else if (groups(chars, at, plain, length, grouping)) {
        grouping = c;
      } else {
        decimal = true;
        plain[length++] = '.';
      }
    }
    return hash(plain, decimal ? withoutZeros(plain, length) : length);
  }

  /** Whether a separator parts thousands: three digits follow, and it is the first or like it. */
  private static boolean groups(char[] chars, int at, char[] plain, int length, char grouping) {
    boolean first = grouping == 0 && plain[0] != '0' && (length <= GROUP || chars[at] == ',');
    return thousands(chars, at + 1) && (first || grouping == chars[at]);
  }

  private static int withoutZeros(char[] plain, int length) {
    int to = length;
    while (to > 1 && plain[to - 1] == '0') {
      to--;
    }
    return to > 1 && plain[to - 1] == '.' ? to - 1 : to;
  }

  private static long hash(char[] plain, int length) {
    long hash = WordClass.START;
    for (int i = 0; i < length; i++) {
      hash = WordClass.mix(hash, plain[i]);
    }
    return hash;
  }

  /** 24/7 is no number. */
  static boolean allDay(char[] chars, int from) {
    return startsWith(chars, "24/7", from);
  }

  /** The middle of 2024-03-05, which is the same date as March 5, 2024. */
  static boolean monthOfIsoDate(char[] chars, int from, int to) {
    return to - from == 2
        && from >= 5
        && chars[from - 1] == '-'
        && CharKind.digit(chars[from - 2])
        && CharKind.digit(chars[from - 5])
        && chars[to] == '-'
        && CharKind.digit(chars[to + 1])
        && CharKind.digit(chars[to + 2]);
  }

  /** 1st, 2nd, 3rd, 4th are the number. */
  static boolean ordinal(char[] chars, int to) {
    boolean ends =
        startsWith(chars, "st", to)
            || startsWith(chars, "nd", to)
            || startsWith(chars, "rd", to)
            || startsWith(chars, "th", to);
    return ends && !CharKind.letter(chars[to + 2]);
  }

  private static boolean startsWith(char[] chars, String expected, int from) {
    for (int i = 0; i < expected.length(); i++) {
      if (chars[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** One or two digits after a comma that no number goes on after: 2,5 but not 2,5,7 or 1,2.5. */
  private static boolean decimals(char[] chars, int at) {
    if (!CharKind.digit(chars[at])) {
      return false;
    }
    int end = CharKind.digit(chars[at + 1]) ? at + 2 : at + 1;
    boolean ends = chars[end] != ',' && chars[end] != '.';
    return !CharKind.digit(chars[end]) && (ends || !CharKind.digit(chars[end + 1]));
  }

  private static boolean thousands(char[] chars, int at) {
    return CharKind.digit(chars[at])
        && CharKind.digit(chars[at + 1])
        && CharKind.digit(chars[at + 2])
        && !CharKind.digit(chars[at + 3]);
  }
}
