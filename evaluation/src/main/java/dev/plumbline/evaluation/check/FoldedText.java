package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * A text folded for phrases: lower-case, straight apostrophes, plain spaces; positions stay those
 * of the text. It knows where words start, since phrases start there; in scripts without spaces
 * every character may start one.
 */
final class FoldedText {
  private final char[] chars;
  private int[] starts;
  private int words;

  private FoldedText(char[] chars) {
    this.chars = chars;
    starts = new int[chars.length / 5 + 8];
    boolean inside = false;
    for (int at = 0; at < chars.length; at++) {
      char c = fold(chars[at]);
      chars[at] = c;
      boolean letter = c < 128 ? c >= 'a' && c <= 'z' : Character.isLetter(c);
      // Written each time, and kept where a word starts, since a branch on that is guessed wrong.
      starts[words] = at;
      words += letter & (!inside | unspaced(c)) ? 1 : 0;
      inside = letter || c == '\'' || c >= '0' && c <= '9';
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
