package dev.plumbline.evaluation.check;

/**
 * Numbers in digits. The reader has put a character after the text that is no digit, so that
 * looking ahead stays inside.
 */
final class Numerals {
  private static final int MOST_DIGITS = 40;

  private Numerals() {}

  /** Where the number that starts here ends: 1,000 and 1.5 are one, "1, 2" and "1." are not. */
  static int end(char[] chars, int from) {
    int at = from + 1;
    while (CharKind.digit(chars[at])
        || chars[at] == '.' && CharKind.digit(chars[at + 1])
        || chars[at] == ',' && thousands(chars, at + 1)) {
      at++;
    }
    return at;
  }

  /** The hash of its value: without separators of thousands and zeros that say nothing. */
  static long hash(char[] chars, int from, int end) {
    int start = from;
    while (start + 1 < end
        && (chars[start] == ',' || chars[start] == '0' && chars[start + 1] != '.')) {
      start++;
    }
    int to = decimal(chars, start, end) ? withoutZeros(chars, end) : end;
    long hash = WordClass.START;
    int digits = 0;
    for (int at = start; at < to && digits < MOST_DIGITS; at++) {
      if (chars[at] != ',') {
        hash = WordClass.mix(hash, chars[at]);
        digits++;
      }
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

  private static boolean decimal(char[] chars, int from, int end) {
    for (int at = from; at < end; at++) {
      if (chars[at] == '.') {
        return true;
      }
    }
    return false;
  }

  private static int withoutZeros(char[] chars, int end) {
    int to = end;
    while (chars[to - 1] == '0' || chars[to - 1] == ',') {
      to--;
    }
    return chars[to - 1] == '.' ? to - 1 : to;
  }

  private static boolean thousands(char[] chars, int at) {
    return CharKind.digit(chars[at])
        && CharKind.digit(chars[at + 1])
        && CharKind.digit(chars[at + 2])
        && !CharKind.digit(chars[at + 3]);
  }
}
