package dev.plumbline.evaluation.check;

import org.jspecify.annotations.Nullable;

/** A sentence of an answer: its words, and what it says besides claims. For one thread. */
final class AnswerSentence {
  /**
   * Content words that a courtesy may hold besides its own: "let me know if the error comes back".
   */
  private static final int MAX_BESIDE_COURTESY = 4;

  private final FoldedText answer;
  private final Words words;
  private final Sentences.Range range;
  private final int from;
  private final int to;
  private @Nullable Said said;

  /**
   * A sentence.
   *
   * @param from its first word
   * @param to its last word, exclusive
   */
  AnswerSentence(FoldedText answer, Words words, Sentences.Range range, int from, int to) {
    this.answer = answer;
    this.words = words;
    this.range = range;
    this.from = from;
    this.to = to;
  }

  /** Where it starts in the answer. */
  int start() {
    return range.start();
  }

  /** Where it ends in the answer, exclusive. */
  int end() {
    return range.end();
  }

  /** Its first word. */
  int from() {
    return from;
  }

  /** Its last word, exclusive. */
  int to() {
    return to;
  }

  /** Support for it, or for what it claims after declining or admitting not to know. */
  Support supportBy(SentenceSupport support) {
    if (support.saysNumber(from, to)) {
      return support.of(from, to);
    }
    int declines = said().declines();
    if (declines < 0 && courteous()) {
      return Support.NOTHING_CLAIMED;
    }
    boolean claims = declines < 0 ? last() != '?' : contrasts(words.firstFrom(declines));
    Support found = support.of(from, to);
    return claims ? found : found.asAside();
  }

  /** Whether it claims something in at least so many content words. */
  boolean claims(int least) {
    return contents() >= least
        && last() != '?'
        && last() != ':'
        && said().declines() < 0
        && !courteous();
  }

  /**
   * What it says besides claims; several checks ask.
   *
   * @param declines where it declines or admits not to know, or -1
   */
  private record Said(int declines, boolean courtesy) {}

  private Said said() {
    Said known = said;
    if (known == null) {
      known = look();
      said = known;
    }
    return known;
  }

  private Said look() {
    long says = Sayings.in(answer, start(), end());
    int at = (says & Sayings.NOT_KNOWING) == 0 ? -1 : NonAnswers.find(answer, start(), end());
    if (at < 0 && (says & Sayings.DECLINING) != 0) {
      at = Refusals.find(answer, start(), end());
    }
    return new Said(at, (says & Sayings.COURTESY) != 0);
  }

  private char last() {
    return answer.charAt(end() - 1);
  }

  /** A courtesy that says little else. */
  private boolean courteous() {
    return said().courtesy() && contents() <= MAX_BESIDE_COURTESY;
  }

  /** Content words that are no courtesies. */
  private int contents() {
    int contents = 0;
    for (int i = from; i < to; i++) {
      contents += words.content(i) && !words.is(i, WordClass.COURTESY) ? 1 : 0;
    }
    return contents;
  }

  /** Whether it turns from what is not known to what is. */
  private boolean contrasts(int first) {
    for (int i = first; i < to - 1; i++) {
      if (words.is(i, WordClass.CONTRAST)) {
        return true;
      }
    }
    return false;
  }
}
