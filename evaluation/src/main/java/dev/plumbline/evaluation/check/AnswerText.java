package dev.plumbline.evaluation.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * An answer prepared for grounding: citations, JSON keys and one-word JSON values are blanked out,
 * so that every position stays that of the answer.
 */
final class AnswerText {
  /**
   * Content words that a courtesy may hold besides its own: "let me know if the error comes back".
   */
  private static final int MAX_BESIDE_COURTESY = 4;

  private static final Pattern JSON_KEY = Pattern.compile("\"[^\"\\\\\n]{0,200}\"\\s{0,20}:");
  private static final Pattern JSON_WORD = Pattern.compile("\"[^\"\\s]{0,200}\"");

  private static final String CLAUSE_MARKS = ":*\n\u2013\u2014-#(/\u2022\"\u201c";

  private final String text;
  private final FoldedText folded;
  private final Words words;
  private final List<Sentences.Range> sentences;
  private final Map<Sentences.Range, Said> said = new HashMap<>();

  private AnswerText(String text, WordReader reader) {
    this.text = text;
    folded = FoldedText.of(text, 0, text.length());
    words = Words.of(text, reader);
    sentences = Sentences.of(text);
  }

  /**
   * An answer prepared.
   *
   * @param citations that were found in it
   */
  static AnswerText of(String answer, List<Citations.Citation> citations, WordReader reader) {
    StringBuilder without = new StringBuilder(withoutJson(answer));
    for (Citations.Citation citation : citations) {
      blank(without, citation.start(), Math.min(citation.end(), without.length()));
    }
    return new AnswerText(without.toString(), reader);
  }

  Words words() {
    return words;
  }

  List<Sentences.Range> sentences() {
    return sentences;
  }

  /** Support for a sentence, or for what it claims after declining or admitting not to know. */
  Support supportOf(Sentences.Range sentence, SentenceSupport support) {
    int from = words.firstFrom(sentence.start());
    int to = words.firstFrom(sentence.end());
    if (support.saysNumber(from, to)) {
      return support.of(from, to);
    }
    int declines = said(sentence).declines();
    if (declines < 0 && courteous(sentence, from, to)) {
      return Support.NOTHING_CLAIMED;
    }
    boolean claims = declines < 0 ? !asks(sentence) : contrasts(words.firstFrom(declines), to);
    Support found = support.of(from, to);
    return claims ? found : found.asAside();
  }

  /** Whether a sentence claims something in at least so many content words. */
  boolean claims(Sentences.Range sentence, int least) {
    int from = words.firstFrom(sentence.start());
    int to = words.firstFrom(sentence.end());
    int contents = 0;
    for (int i = from; i < to; i++) {
      contents += words.content(i) && !words.is(i, WordClass.COURTESY) ? 1 : 0;
    }
    return contents >= least
        && !asks(sentence)
        && text.charAt(sentence.end() - 1) != ':'
        && said(sentence).declines() < 0
        && !courteous(sentence, from, to);
  }

  /** Whether a colon, dash, bracket or mark of emphasis stands right before a word. */
  boolean opensClause(int word) {
    int at = words.start(word) - 1;
    while (at >= 0 && text.charAt(at) == ' ') {
      at--;
    }
    return at < 0
        || CharKind.of(text.charAt(at)) > CharKind.UNSPACED
            && CLAUSE_MARKS.indexOf(text.charAt(at)) >= 0;
  }

  /**
   * What a sentence says besides claims; several checks ask.
   *
   * @param declines where it declines or admits not to know, or -1
   */
  private record Said(int declines, boolean courtesy) {}

  private Said said(Sentences.Range sentence) {
    return said.computeIfAbsent(sentence, this::look);
  }

  private Said look(Sentences.Range sentence) {
    int start = sentence.start();
    int end = sentence.end();
    long says = Sayings.in(folded, start, end);
    int at = (says & Sayings.NOT_KNOWING) == 0 ? -1 : NonAnswers.find(folded, start, end);
    if (at < 0 && (says & Sayings.DECLINING) != 0) {
      at = Refusals.find(folded, start, end);
    }
    return new Said(at, (says & Sayings.COURTESY) != 0);
  }

  private boolean asks(Sentences.Range sentence) {
    return text.charAt(sentence.end() - 1) == '?';
  }

  /** A courtesy that says little else. */
  private boolean courteous(Sentences.Range sentence, int from, int to) {
    int others = 0;
    for (int i = from; i < to; i++) {
      others += words.content(i) && !words.is(i, WordClass.COURTESY) ? 1 : 0;
    }
    return others <= MAX_BESIDE_COURTESY && said(sentence).courtesy();
  }

  /** Whether a sentence turns from what is not known to what is. */
  private boolean contrasts(int from, int to) {
    for (int i = from; i < to - 1; i++) {
      if (words.is(i, WordClass.CONTRAST)) {
        return true;
      }
    }
    return false;
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
