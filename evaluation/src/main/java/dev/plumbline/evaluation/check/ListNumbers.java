package dev.plumbline.evaluation.check;

/**
 * Tells the numbers that count the items of a list, asked for one number of a text after another.
 */
final class ListNumbers {
  private static final int MOST_DIGITS = 2;

  private final char[] chars;
  private int last;

  ListNumbers(char[] chars) {
    this.chars = chars;
  }

  /**
   * Whether a number counts an item: a period or bracket follows, and it opens a line, or is 1
   * after a colon or sentence, or follows the item before it.
   */
  boolean counts(int start, int end) {
    if (end - start > MOST_DIGITS || chars[end] != '.' && chars[end] != ')') {
      return false;
    }
    int value = 0;
    for (int at = start; at < end; at++) {
      value = value * 10 + chars[at] - '0';
    }
    int before = start - 1;
    while (before >= 0 && " \t*#-(".indexOf(chars[before]) >= 0) {
      before--;
    }
    boolean opens = before < 0 || chars[before] == '\n';
    boolean first = value == 1 && (opens || ":.".indexOf(chars[before]) >= 0);
    boolean counts = opens || first || last > 0 && value == last + 1;
    last = counts ? value : last;
    return counts;
  }
}
