package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * How far the documents support a sentence: the share of its content words, and of the pairs of
 * neighbouring ones, that occur in any of them; nothing when a number or code of it occurs in none,
 * or when the nearest document says the opposite; half at most when a name or quotation does not
 * occur.
 */
final class SentenceSupport {
  private static final double PAIRS_WEIGHT = 0.2;
  private static final double HALF = 0.5;

  /** Sentences with fewer words are too general to be contradicted. */
  private static final int MIN_CONTRADICTED = 3;

  /** A quotation has at least this many content words; fewer are a label or a term. */
  private static final int MIN_QUOTED = 3;

  private final Words words;
  private final HashBits question;
  private final SourceTexts sources;
  private final int[] perDocument = new int[64];

  /**
   * Support for sentences of one answer.
   *
   * @param question hashes of the question's words: its numbers and names may be repeated
   */
  SentenceSupport(Words words, HashBits question, SourceTexts sources) {
    this.words = words;
    this.question = question;
    this.sources = sources;
  }

  /** Support for the words from {@code from} to {@code to}, exclusive. */
  Support of(int from, int to) {
    Arrays.fill(perDocument, 0);
    int claims = 0;
    int found = 0;
    int pairs = 0;
    int pairsFound = 0;
    long last = 0;
    boolean courteous = true;
    for (int i = from; i < to; i++) {
      if (!words.content(i)) {
        continue;
      }
      claims++;
      courteous &= words.is(i, WordClass.COURTESY);
      long word = words.hash(i);
      long documents = sources.holding(word);
      found += documents == 0 ? 0 : 1;
      for (long rest = documents; rest != 0; rest &= rest - 1) {
        perDocument[Long.numberOfTrailingZeros(rest)]++;
      }
      pairs += last == 0 ? 0 : 1;
      pairsFound += last != 0 && sources.together(last, word) ? 1 : 0;
      last = word;
    }
    if (claims == 0 || courteous) {
      return Support.NOTHING_CLAIMED;
    }
    int nearest = nearest();
    double share = (double) found / claims;
    double degree =
        pairs == 0 ? share : (1 - PAIRS_WEIGHT) * share + PAIRS_WEIGHT * pairsFound / pairs;
    return withProblem(new Support(claims, degree, nearest, ""), from, to);
  }

  /** Whether a number stands in the sentence that the question did not give. */
  boolean saysNumber(int from, int to) {
    for (int i = from; i < to; i++) {
      if (words.is(i, WordClass.NUMBER) && question.get(words.hash(i)) == 0) {
        return true;
      }
    }
    return false;
  }

  private Support withProblem(Support support, int from, int to) {
    for (int i = from; i < to; i++) {
      if (question.get(words.hash(i)) == 0 && wrongNumber(i, from, to)) {
        return support.atMost(0, "the documents do not say " + measured(i, to));
      }
    }
    if (contradicted(support.document(), from, to)) {
      return support.atMost(0, "a document says the opposite");
    }
    int name = missingName(from, to);
    if (name >= 0) {
      return support.atMost(HALF, "the documents do not mention " + words.written(name));
    }
    return misquotes(from, to)
        ? support.atMost(HALF, "it quotes words that no document says")
        : support;
  }

  /** A number, date or code that no document holds, or only with another unit. */
  private boolean wrongNumber(int i, int from, int to) {
    boolean unknown = sources.holding(words.hash(i)) == 0;
    if (words.is(i, WordClass.NUMBER | WordClass.SPELLED)) {
      boolean sign = i > from && words.is(i - 1, WordClass.UNIT);
      long unit = sign ? words.hash(i - 1) : i + 1 < to ? words.hash(i + 1) : 0;
      return sources.measures(unit)
          ? !sources.says(words.hash(i), unit)
          : unknown && words.is(i, WordClass.NUMBER);
    }
    if (words.is(i, WordClass.MONTH) && words.is(i, WordClass.CAPITAL)) {
      boolean dated =
          i > from && words.is(i - 1, WordClass.NUMBER)
              || i + 1 < to && words.is(i + 1, WordClass.NUMBER);
      return unknown && dated;
    }
    return unknown && words.is(i, WordClass.MIXED);
  }

  private String measured(int i, int to) {
    return i + 1 < to && sources.measures(words.hash(i + 1))
        ? words.written(i) + " " + words.written(i + 1)
        : words.written(i);
  }

  private boolean contradicted(int document, int from, int to) {
    int negations = Clauses.negations(words, from, to);
    if (negations < 0) {
      return false;
    }
    HashBits bits = new HashBits(16);
    int size = 0;
    long denied = 0;
    for (int i = from; i < to && size < Long.SIZE; i++) {
      if (words.content(i)) {
        long word = words.hash(i);
        if (bits.get(word) == 0) {
          bits.or(word, 1L << size++);
        }
        denied |= words.is(i, WordClass.DENIED) ? bits.get(word) : 0;
      }
    }
    return size >= MIN_CONTRADICTED
        && sources.clauses(document).contradict(bits, size, denied, negations);
  }

  /**
   * First capitalised word inside the sentence that nobody mentioned, or -1. In a heading, or a
   * language that capitalises its nouns, a capital says nothing.
   */
  private int missingName(int from, int to) {
    int first = -1;
    int capitals = 0;
    int content = 0;
    for (int i = from; i < to; i++) {
      if (!words.content(i)) {
        continue;
      }
      content++;
      if (i > from && words.is(i, WordClass.CAPITAL) && !words.is(i, WordClass.MONTH)) {
        capitals++;
        boolean mentioned =
            sources.holding(words.hash(i)) != 0
                || question.get(words.hash(i)) != 0
                || words.is(i, WordClass.COURTESY);
        first = first < 0 && !mentioned ? i : first;
      }
    }
    return capitals >= 3 && capitals * 2 > content ? -1 : first;
  }

  private boolean misquotes(int from, int to) {
    int run = 0;
    long last = 0;
    boolean broken = false;
    for (int i = from; i <= to; i++) {
      if (i == to || !words.is(i, WordClass.QUOTED)) {
        if (run >= MIN_QUOTED && broken) {
          return true;
        }
        run = 0;
        broken = false;
      } else if (words.content(i)) {
        broken |= run > 0 && !sources.together(last, words.hash(i));
        last = words.hash(i);
        run++;
      }
    }
    return false;
  }

  private int nearest() {
    int nearest = 0;
    for (int i = 1; i < perDocument.length; i++) {
      nearest = perDocument[i] > perDocument[nearest] ? i : nearest;
    }
    return nearest;
  }
}
