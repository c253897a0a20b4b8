package dev.plumbline.evaluation.check;

import java.util.ArrayList;
import java.util.List;

/** Splits an answer into sentences and list items. */
final class Sentences {
  private Sentences() {}

  /** A range of the text, end exclusive, without white space at its ends. */
  record Range(int start, int end) {}

  /**
   * The sentences in order. A period inside a number or before a lower-case letter ends nothing.
   */
  static List<Range> of(String text) {
    List<Range> ranges = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      if (ends(text, at)) {
        add(ranges, text, start, at + 1);
        start = at + 1;
      }
    }
    add(ranges, text, start, text.length());
    return ranges;
  }

  private static boolean ends(String text, int at) {
    return switch (text.charAt(at)) {
      case '\n', ';', '。', '！', '？', '；' -> true;
      case '!', '?' -> true;
      case '.' ->
          at + 1 == text.length()
              || Character.isWhitespace(text.charAt(at + 1)) && !continues(text, at + 1);
      default -> false;
    };
  }

  private static boolean continues(String text, int at) {
    int next = at;
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next < text.length() && Character.isLowerCase(text.charAt(next));
  }

  private static void add(List<Range> ranges, String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (end > start) {
      ranges.add(new Range(start, end));
    }
  }
}
