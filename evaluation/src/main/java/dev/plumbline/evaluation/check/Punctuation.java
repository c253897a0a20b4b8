package dev.plumbline.evaluation.check;

/** What marks between words say of the words after them. */
final class Punctuation {
  /** French and Italian articles that an apostrophe joins to the next word. */
  private static final String ELIDED = "ldjnscmt";

  /** What may stand between the end of a sentence and the space behind it. */
  private static final String CLOSERS = "\"'\u201d\u2019\u201c\u00bb\u00ab\u300d\u300f)]\uff09*_";

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
   * Whether a mark ends a sentence; quotation marks and brackets that close may stand behind it.
   *
   * @param chars a text and a zero behind it
   */
  static boolean endsSentence(char[] chars, int at) {
    return switch (chars[at]) {
      case '\n', ';', '。', '！', '？', '；' -> true;
      case '.', '!', '?' -> spaceFollows(chars, at);
      default -> false;
    };
  }

  private static boolean spaceFollows(char[] chars, int at) {
    int next = at + 1;
    while (CLOSERS.indexOf(chars[next]) >= 0) {
      next++;
    }
    return chars[next] == 0 || Character.isWhitespace(chars[next]);
  }

  /** A negation before a comma or a hyphen denies nothing: "no, it does", "non-refundable". */
  static int negation(int kind, char next) {
    return switch (next) {
      case ',' -> kind & ~WordClass.ALL | WordClass.STOP;
      case '-' -> kind & ~WordClass.ALL | WordClass.STOP | WordClass.TWIST;
      default -> kind;
    };
  }

  /** An apostrophe inside a word, but not after a French or Italian article. */
  static boolean joins(char[] chars, int from, int to) {
    return apostrophe(chars[to])
        && CharKind.letter(chars[to + 1])
        && !(to == from + 1 && ELIDED.indexOf(CharKind.lower(chars[from])) >= 0);
  }

  static boolean apostrophe(char c) {
    return c == '\'' || c == '\u2019';
  }
}
