package dev.plumbline.evaluation.check;

/** What a character is to a reader of words, told by one look into a table. */
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

  private static final byte[] KINDS = new byte[Character.MAX_VALUE + 1];

  private static final boolean[] JOINS = new boolean[KINDS.length];

  private static final char[] LOWERED = new char[KINDS.length];

  static {
    for (int i = 0; i < KINDS.length; i++) {
      char c = (char) i;
      KINDS[i] = (byte) look(c);
      JOINS[i] = KINDS[i] <= DIGIT || c == '\'' || c == '\u2019';
      LOWERED[i] = c == '\u2019' ? '\'' : Character.toLowerCase(c);
    }
  }

  private CharKind() {}

  static int of(char c) {
    return KINDS[c];
  }

  /** Whether a word that ASCII letters began may go on with it. */
  static boolean joins(char c) {
    return JOINS[c];
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
    return LOWERED[c];
  }

  /** Whether a script writes it without spaces between words. */
  static boolean unspaced(char c) {
    return c >= '\u3040' && (Character.isIdeographic(c) || c <= '\u30ff')
        || c >= '\uac00' && c <= '\ud7a3';
  }

  /** The kind, told without the table. */
  static int look(char c) {
    if (digit(c)) {
      return DIGIT;
    }
    if (c == '%' || c == '$' || c == '\u20ac' || c == '\u00a3') {
      return UNIT;
    }
    if (".!?;\n。！？；".indexOf(c) >= 0 || Quotation.MARKS.indexOf(c) >= 0) {
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
