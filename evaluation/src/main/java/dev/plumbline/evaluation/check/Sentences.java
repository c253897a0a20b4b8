package dev.plumbline.evaluation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Splits an answer into sentences and list items. */
final class Sentences {
  private static final String CLOSERS = "\"'\u201d\u2019\u00bb\u300d\u300f)]\uff09*_";

  /** Begins what a Japanese sentence says of the quotation in it: 「…。」と, って, の, が, は, を. */
  private static final String PARTICLES = "\u3068\u3063\u306e\u304c\u306f\u3092";

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
        int end = text.charAt(at) == '\n' ? at + 1 : closed(text, at + 1);
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
      case '\n', ';', '!', '?', '；' -> true;
      case '。', '！', '？' -> !reported(text, at + 1);
      case '.' -> !continues(text, at + 1) && !abbreviates(text, at);
      default -> false;
    };
  }

  /** Whether what follows a period belongs to the same sentence. */
  private static boolean continues(String text, int at) {
    int next = closed(text, at);
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

  /** Whether a quotation closes here, of which the sentence goes on to say something. */
  private static boolean reported(String text, int at) {
    return at + 1 < text.length()
        && "\u300d\u300f".indexOf(text.charAt(at)) >= 0
        && PARTICLES.indexOf(text.charAt(at + 1)) >= 0;
  }

  /** Where the quotes and brackets end that close with a sentence. */
  private static int closed(String text, int from) {
    int at = from;
    while (at < text.length() && closes(text, at)) {
      at++;
    }
    return at;
  }

  /**
   * German closes with marks that open elsewhere; no word stands behind them then. French leaves a
   * space before the mark.
   */
  private static boolean closes(String text, int at) {
    return switch (text.charAt(at)) {
      case '\u201c', '\u00ab' -> !word(text, at + 1);
      case ' ', '\u00a0', '\u202f' ->
          at + 1 < text.length() && text.charAt(at + 1) == '\u00bb' && !word(text, at + 2);
      default -> CLOSERS.indexOf(text.charAt(at)) >= 0;
    };
  }

  private static boolean word(String text, int at) {
    return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
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
