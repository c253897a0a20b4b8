package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * A text folded for phrases: lower-case, straight apostrophes, plain spaces; positions stay those
 * of the text. It knows where words start, since phrases start there; in scripts without spaces
 * every character may start one.
 */
final class FoldedText {
  /** Starts a word, unless the character before may stand inside of one. */
  private static final int LETTER = 1;

  /** Starts a word wherever it stands. */
  private static final int ALONE = 2;

  /** May stand inside a word. */
  private static final int INSIDE = 4;

  private static final char[] FOLDED = new char[Character.MAX_VALUE + 1];

  /** By the character as it is written. */
  private static final byte[] KINDS = new byte[FOLDED.length];

  static {
    for (int i = 0; i < FOLDED.length; i++) {
      FOLDED[i] = fold((char) i);
      KINDS[i] = (byte) kind(FOLDED[i]);
    }
  }

  private final char[] chars;
  private int[] starts;
  private int words;

  private FoldedText(char[] chars) {
    this.chars = chars;
    starts = new int[chars.length / 5 + 8];
    int before = 0;
    for (int at = 0; at < chars.length; at++) {
      char c = chars[at];
      int kind = KINDS[c];
      chars[at] = FOLDED[c];
      // Written each time, and kept where a word starts, since a branch on that is guessed wrong.
      starts[words] = at;
      words += (kind & ~(before >> 2) | kind >> 1) & LETTER;
      before = kind;
      if (words == starts.length) {
        starts = Arrays.copyOf(starts, words * 2);
      }
    }
  }

  static FoldedText of(String text, int from, int to) {
    char[] chars = new char[to - from];
    text.getChars(from, to, chars, 0);
    return new FoldedText(chars);
  }

  int length() {
    return chars.length;
  }

  char charAt(int at) {
    return chars[at];
  }

  /** How many words there are. */
  int words() {
    return words;
  }

  /** Where a word starts. */
  int start(int word) {
    return starts[word];
  }

  /** The first word that starts at or after the position. */
  int firstFrom(int position) {
    int at = Arrays.binarySearch(starts, 0, words, position);
    return at >= 0 ? at : -at - 1;
  }

  /** Whether the text goes on like this at the position. */
  boolean startsWith(String prefix, int at) {
    if (at < 0 || at + prefix.length() > chars.length) {
      return false;
    }
    for (int i = 0; i < prefix.length(); i++) {
      if (chars[at + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return new String(chars);
  }

  private static int kind(char c) {
    boolean letter = c < 128 ? c >= 'a' && c <= 'z' : Character.isLetter(c);
    boolean inside = letter || c == '\'' || c >= '0' && c <= '9';
    return (letter ? LETTER : 0) | (letter && unspaced(c) ? ALONE : 0) | (inside ? INSIDE : 0);
  }

  private static char fold(char c) {
    if (c < 128) {
      return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c < ' ' ? ' ' : c;
    }
    return c == '\u2019' || c == '\u02bc'
        ? '\''
        : c == '\u00a0' || c == '\u3000' ? ' ' : Character.toLowerCase(c);
  }

  private static boolean unspaced(char c) {
    return c >= '\u3040';
  }
}
