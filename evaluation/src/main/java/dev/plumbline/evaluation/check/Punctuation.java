package dev.plumbline.evaluation.check;

/** What marks between words say of the words after them. */
final class Punctuation {
  private Punctuation() {}

  /** Whether no mark between two places parts one clause from the next. */
  static boolean sameClause(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (",;:.!?\n()".indexOf(chars[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a mark ends a sentence.
   *
   * @param next the character after it, 0 at the end of the text
   */
  static boolean endsSentence(char mark, char next) {
    return switch (mark) {
      case '\n', ';', '。', '！', '？', '；' -> true;
      case '.', '!', '?' -> next == 0 || Character.isWhitespace(next);
      default -> false;
    };
  }

  /** Whether words after a mark are quoted. */
  static boolean quotes(char mark, boolean before) {
    return switch (mark) {
      case '"' -> !before;
      case '\u201c', '\u00ab', '\u201e' -> true;
      case '\u201d', '\u00bb', '\n' -> false;
      default -> before;
    };
  }
}
