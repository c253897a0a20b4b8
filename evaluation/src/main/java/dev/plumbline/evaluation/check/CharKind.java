package dev.plumbline.evaluation.check;

/** What a character is to a reader of words: most are told by one look into a table. */
final class CharKind {
  static final int LOWER = 0;
  static final int UPPER = 1;
  static final int DIGIT = 2;

  /** A sign that measures: a currency or percent. */
  static final int UNIT = 3;

  /** A letter of a script without spaces between words. */
  static final int UNSPACED = 4;

  /** May end a sentence or open or close a quotation. */
  static final int MARK = 5;

  static final int OTHER = 6;

  /** Latin, Greek, Cyrillic, Hebrew and Arabic. */
  private static final byte[] KINDS = new byte[2_048];

  private static final char[] LOWERED = new char[KINDS.length];

  private static final boolean[] JOINS = new boolean[KINDS.length];

  static {
    for (char c = 0; c < KINDS.length; c++) {
      KINDS[c] = (byte) look(c);
      LOWERED[c] = Character.toLowerCase(c);
      JOINS[c] = KINDS[c] <= DIGIT || c == '\'';
    }
  }

  private CharKind() {}

  static int of(char c) {
    return c < KINDS.length ? KINDS[c] : look(c);
  }

  /** Whether a word that ASCII letters began may go on with it. */
  static boolean joins(char c) {
    return c < JOINS.length ? JOINS[c] : look(c) <= UPPER || c == '\u2019';
  }

  static boolean letter(char c) {
    int kind = of(c);
    return kind <= UPPER || kind == UNSPACED;
  }

  static boolean upper(char c) {
    return of(c) == UPPER;
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** In lower case; a typographic apostrophe is an apostrophe. */
  static char lower(char c) {
    if (c < LOWERED.length) {
      return LOWERED[c];
    }
    return c == '\u2019' ? '\'' : Character.toLowerCase(c);
  }

  /** Whether a script writes it without spaces between words. */
  static boolean unspaced(char c) {
    return c >= '\u3040' && (Character.isIdeographic(c) || c <= '\u30ff')
        || c >= '\uac00' && c <= '\ud7a3';
  }

  private static int look(char c) {
    if (digit(c)) {
      return DIGIT;
    }
    if (c == '%' || c == '$' || c == '\u20ac' || c == '\u00a3') {
      return UNIT;
    }
    if (".!?;\n\"\u201c\u201d\u201e\u00ab\u00bb。！？；".indexOf(c) >= 0) {
      return MARK;
    }
    if (!Character.isLetter(c)) {
      return OTHER;
    }
    if (unspaced(c)) {
      return UNSPACED;
    }
    return Character.isUpperCase(c) ? UPPER : LOWER;
  }
}
