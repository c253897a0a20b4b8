package dev.plumbline.evaluation.check;

/**
 * Whether a text is inside of a quotation, told mark by mark. The same mark opens in one language
 * and closes in another: “English” and „German“, »German« and « French », ”Swedish” and „Polish”,
 * 「Japanese」. What it does here is told by the mark that is open, and else by what stands on both
 * sides of it. A quotation ends with its line.
 */
final class Quotation {
  /** No quotation is open. */
  static final char NONE = 0;

  /** Every mark that opens or closes one. */
  static final String MARKS = "\"\u201c\u201d\u201e\u00ab\u00bb\u300c\u300d\u300e\u300f";

  /** After these, and letters and digits, a mark that no word follows closes. */
  private static final String ENDS = ".,;!?\u2026)]%*_'\u2019\u3002\uff01\uff1f\uff0c\uff09";

  private Quotation() {}

  /**
   * The mark whose quotation is open after a mark, or {@link #NONE}.
   *
   * @param open what was open before it
   * @param before the character before the mark, 0 at the beginning of the text
   * @param next the character after it, 0 at the end
   */
  static char after(char open, char before, char mark, char next) {
    if (mark == '\n') {
      return NONE;
    }
    if (open == NONE) {
      return opens(before, mark, next) ? mark : NONE;
    }
    return closes(open, before, mark, next) ? NONE : open;
  }

  private static boolean opens(char before, char mark, char next) {
    return switch (mark) {
      case '\u201e', '\u300c', '\u300e' -> true;
      case '"', '\u201c', '\u00ab' -> word(next) || !ends(before);
      case '\u201d', '\u00bb' -> word(next) && !ends(before);
      default -> false;
    };
  }

  private static boolean closes(char open, char before, char mark, char next) {
    return switch (mark) {
      case '"' -> open == '"' || open == '\u201e' && ends(before) && !word(next);
      case '\u201c' -> open == '\u201e';
      case '\u201d' -> "\u201c\u201d\u201e".indexOf(open) >= 0;
      case '\u00ab' -> open == '\u00bb';
      case '\u00bb' -> open == '\u00ab' || open == '\u00bb';
      case '\u300d' -> open == '\u300c';
      case '\u300f' -> open == '\u300e';
      default -> false;
    };
  }

  private static boolean ends(char before) {
    return word(before) || ENDS.indexOf(before) >= 0;
  }

  private static boolean word(char c) {
    return CharKind.letter(c) || CharKind.digit(c);
  }
}
