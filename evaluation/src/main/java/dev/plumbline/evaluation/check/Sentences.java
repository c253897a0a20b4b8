package dev.plumbline.evaluation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Splits an answer into sentences and list items. */
final class Sentences {
  private static final String CLOSERS = "\"'\u201d\u2019\u00bb)]*_";
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "dr", "mr", "mrs", "ms", "prof", "st", "vs", "fig", "inc", "ltd", "co", "approx", "etc",
          "al", "nr", "bzw", "ca", "usw", "mme", "sra", "dra");

  private Sentences() {}

  /** A range of the text, end exclusive, without white space at its ends. */
  record Range(int start, int end) {}

  /**
   * The sentences in order. A period inside a number, after an abbreviation or before a lower-case
   * letter ends nothing; closing quotes and brackets belong to the sentence before.
   */
  static List<Range> of(String text) {
    List<Range> ranges = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < text.length(); at++) {
      if (ends(text, at)) {
        int end = at + 1;
        while (text.charAt(at) != '\n'
            && end < text.length()
            && CLOSERS.indexOf(text.charAt(end)) >= 0) {
          end++;
        }
        add(ranges, text, start, end);
        start = end;
        at = end - 1;
      }
    }
    add(ranges, text, start, text.length());
    return ranges;
  }

  private static boolean ends(String text, int at) {
    char c = text.charAt(at);
    if (CharKind.of(c) != CharKind.MARK) {
      return false;
    }
    return switch (c) {
      case '\n', ';', '!', '?', '。', '！', '？', '；' -> true;
      case '.' -> !continues(text, at + 1) && !abbreviates(text, at);
      default -> false;
    };
  }

  /** Whether what follows a period belongs to the same sentence. */
  private static boolean continues(String text, int at) {
    int next = at;
    while (next < text.length() && CLOSERS.indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    if (next == text.length()) {
      return false;
    }
    if (!Character.isWhitespace(text.charAt(next))) {
      return true;
    }
    while (next < text.length() && text.charAt(next) == ' ') {
      next++;
    }
    return next < text.length() && Character.isLowerCase(text.charAt(next));
  }

  /** Dr. and e.g., but not the last letter of a sentence. */
  private static boolean abbreviates(String text, int period) {
    int start = period;
    while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
      start--;
    }
    if (start == period) {
      return false;
    }
    boolean dotted = period - start == 1 && start > 0 && text.charAt(start - 1) == '.';
    return dotted
        || period - start <= 6
            && ABBREVIATIONS.contains(text.substring(start, period).toLowerCase(Locale.ROOT));
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
