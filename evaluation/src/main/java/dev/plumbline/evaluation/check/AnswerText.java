package dev.plumbline.evaluation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An answer prepared for grounding: citations, {@link Markup}, JSON keys and one-word JSON values
 * are blanked out, so that every position stays that of the answer.
 */
final class AnswerText {
  private static final Pattern JSON_KEY = Pattern.compile("\"[^\"\\\\\n]{0,200}\"\\s{0,20}:");
  private static final Pattern JSON_WORD = Pattern.compile("\"[^\"\\s]{0,200}\"");

  private static final String CLAUSE_MARKS =
      ":*\n\u2013\u2014-#(/\u2022\"\u201c\u201e\u00ab\u300c\u300e";

  private static final String QUOTATION_MARKS = "\"\u201c\u201e\u00ab";

  private final String text;
  private final Words words;
  private final List<AnswerSentence> sentences = new ArrayList<>();

  private AnswerText(String text, WordReader reader) {
    this.text = text;
    words = Words.of(text, reader);
    FoldedText folded = FoldedText.of(text, 0, text.length());
    int word = 0;
    for (Sentences.Range range : Sentences.of(text)) {
      int first = word;
      while (word < words.size() && words.start(word) < range.end()) {
        word++;
      }
      sentences.add(new AnswerSentence(folded, words, range, first, word));
    }
  }

  /**
   * An answer prepared.
   *
   * @param citations that were found in it
   */
  static AnswerText of(String answer, List<Citations.Citation> citations, WordReader reader) {
    StringBuilder without = new StringBuilder(withoutJson(Markup.blanked(answer)));
    for (Citations.Citation citation : citations) {
      blank(without, citation.start(), Math.min(citation.end(), without.length()));
    }
    return new AnswerText(without.toString(), reader);
  }

  Words words() {
    return words;
  }

  List<AnswerSentence> sentences() {
    return sentences;
  }

  /** Whether nothing, or a colon, dash, bracket or mark of emphasis, stands right before a word. */
  boolean opensClause(int word) {
    int at = before(word);
    return at < 0
        || CharKind.of(text.charAt(at)) > CharKind.UNSPACED
            && CLAUSE_MARKS.indexOf(text.charAt(at)) >= 0;
  }

  /** Whether a mark that opens a quotation stands right before a word. */
  boolean opensQuotation(int word) {
    int at = before(word);
    return at >= 0 && QUOTATION_MARKS.indexOf(text.charAt(at)) >= 0;
  }

  /** The last character before a word that is no space, or -1. */
  private int before(int word) {
    int at = words.start(word) - 1;
    while (at >= 0 && text.charAt(at) == ' ') {
      at--;
    }
    return at;
  }

  private static String withoutJson(String answer) {
    String stripped = answer.strip();
    if (!stripped.startsWith("{") && !stripped.startsWith("[{")) {
      return answer;
    }
    String keys = JSON_KEY.matcher(answer).replaceAll(AnswerText::blank);
    return JSON_WORD.matcher(keys).replaceAll(AnswerText::blank).replace('"', ' ');
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      text.setCharAt(i, ' ');
    }
  }

  private static String blank(MatchResult match) {
    return " ".repeat(match.group().length());
  }
}
