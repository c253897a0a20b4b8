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

  /** Bit of a folded character that is no lower-case ASCII letter, but may say something. */
  private static final int SPECIAL = 0x80;

  /** Bit of a special that may go on a word: a digit, an apostrophe, another letter. */
  private static final int JOINS = 0x40;

  /** Latin, Greek, Cyrillic, Hebrew and Arabic. */
  private static final byte[] KINDS = new byte[2_048];

  private static final char[] LOWERED = new char[KINDS.length];
  private static final byte[] FOLDED = new byte[KINDS.length];

  static {
    for (char c = 0; c < KINDS.length; c++) {
      KINDS[c] = (byte) look(c);
      LOWERED[c] = Character.toLowerCase(c);
      FOLDED[c] = (byte) fold(c);
    }
  }

  private CharKind() {}

  static int of(char c) {
    return c < KINDS.length ? KINDS[c] : look(c);
  }

  /**
   * Makes a byte of each character: an ASCII letter in lower case, 0 for what separates words and
   * no more, below 0 for everything else.
   */
  static void fold(char[] chars, int length, byte[] folded) {
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      folded[i] = c < FOLDED.length ? FOLDED[c] : (byte) fold(c);
    }
  }

  /** Whether a word that ASCII letters began may go on with a folded character. */
  static boolean joins(byte folded) {
    return (folded & (SPECIAL | JOINS)) == (SPECIAL | JOINS);
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

  private static int fold(char c) {
    return switch (look(c)) {
      case LOWER, UPPER -> c < 128 ? Character.toLowerCase(c) : SPECIAL | JOINS;
      case DIGIT -> SPECIAL | JOINS;
      case OTHER -> c == '\'' || c == '\u2019' ? SPECIAL | JOINS : 0;
      default -> SPECIAL;
    };
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
