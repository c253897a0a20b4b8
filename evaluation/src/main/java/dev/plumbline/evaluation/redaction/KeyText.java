package dev.plumbline.evaluation.redaction;

/** What the text of a key looks like. */
final class KeyText {
  private static final int FEWEST_DIFFERENT = 8;

  private KeyText() {}

  /** Letters, digits, underscore and dash. */
  static boolean part(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '-';
  }

  /** What base64 has beside those. */
  static boolean base64(char c) {
    return c == '+' || c == '/' || c == '=' || c == '~';
  }

  /** A placeholder repeats itself or says that it is one; a key has many different characters. */
  static boolean varied(String text, int from, int end) {
    long low = 0;
    long high = 0;
    boolean digit = false;
    for (int i = from; i < end; i++) {
      char c = text.charAt(i);
      digit |= c >= '0' && c <= '9';
      if (c < 64) {
        low |= 1L << c;
      } else {
        high |= 1L << c % 64;
      }
    }
    int different = Long.bitCount(low) + Long.bitCount(high);
    return digit && different >= FEWEST_DIFFERENT && text.indexOf("EXAMPLE", from, end) < 0;
  }
}
