package dev.plumbline.evaluation.redaction;

/** Characters at places that may lie outside of a text. */
final class Text {
  private Text() {}

  static char at(String text, int at) {
    return at >= 0 && at < text.length() ? text.charAt(at) : ' ';
  }

  static boolean digit(String text, int at) {
    char c = at(text, at);
    return c >= '0' && c <= '9';
  }

  static boolean upper(String text, int at) {
    char c = at(text, at);
    return c >= 'A' && c <= 'Z';
  }

  /** Whether a letter or digit stands there: a value does not begin or end within a word. */
  static boolean inWord(String text, int at) {
    char c = at(text, at);
    return c < 128
        ? c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
        : Character.isLetterOrDigit(c);
  }

  /** The digits of a stretch, nothing else. */
  static String digits(String text, int start, int end) {
    StringBuilder digits = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      if (digit(text, i)) {
        digits.append(text.charAt(i));
      }
    }
    return digits.toString();
  }

  /**
   * Whether characters from a place on are as a shape says: {@code 9} a digit, {@code A} an
   * upper-case letter, anything else itself.
   */
  static boolean shaped(String text, int start, String shape) {
    if (start < 0 || start + shape.length() > text.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      boolean fits =
          switch (shape.charAt(i)) {
            case '9' -> digit(text, start + i);
            case 'A' -> upper(text, start + i);
            default -> text.charAt(start + i) == shape.charAt(i);
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Whether a stretch stands by itself, not within a word or number. */
  static boolean alone(String text, int start, int end) {
    return !inWord(text, start - 1) && !inWord(text, end);
  }
}
