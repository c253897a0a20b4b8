package dev.plumbline.evaluation.check;

import java.util.List;

/** The clauses of one document, asked whether one of them says the opposite of a sentence. */
final class Clauses {
  /** Share of a sentence's words that a clause must repeat to be about the same thing. */
  private static final double REPEATS = 0.8;

  /** Share of a clause's own words that the sentence must repeat to be its opposite. */
  private static final double NOTHING_ELSE = 0.4;

  /** Share from which a clause that says it the same way round settles the matter. */
  private static final double CONFIRMS = 0.3;

  private final Words words;
  private final int[] firsts;
  private final int[] negations;

  Clauses(String text, Words words) {
    this.words = words;
    List<Sentences.Range> ranges = Sentences.of(text);
    firsts = new int[ranges.size() + 1];
    negations = new int[ranges.size()];
    for (int clause = 0; clause < ranges.size(); clause++) {
      firsts[clause] = words.firstFrom(ranges.get(clause).start());
    }
    firsts[ranges.size()] = words.size();
    for (int clause = 0; clause < ranges.size(); clause++) {
      negations[clause] = negations(words, firsts[clause], firsts[clause + 1]);
    }
  }

  /** Negations in a stretch, or -1 when other words turn it round too and counting says nothing. */
  static int negations(Words words, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      if (words.is(i, WordClass.TWIST)) {
        return -1;
      }
      count += words.is(i, WordClass.NEGATION) ? 1 : 0;
    }
    return count;
  }

  /**
   * Whether a clause repeats almost all of a sentence but denies a word that the sentence affirms
   * or the other way round, and no other clause that shares words with it uses that word the same
   * way.
   *
   * @param claims hashes of the sentence's words, each with a bit of its own
   * @param size how many bits there are
   * @param denied bits of those that the sentence denies
   * @param negated how many negations the sentence has
   */
  boolean contradict(HashBits claims, int size, long denied, int negated) {
    long flipped = 0;
    for (int clause = 0; clause < negations.length; clause++) {
      if (negations[clause] >= 0 && (negations[clause] - negated) % 2 != 0) {
        flipped |= bits(claims, clause, Math.max(REPEATS * size, NOTHING_ELSE * contents(clause)), denied, true);
      }
    }
    for (int clause = 0; clause < negations.length && flipped != 0; clause++) {
      flipped &= ~bits(claims, clause, CONFIRMS * size, denied, false);
    }
    return flipped != 0;
  }

  private int contents(int clause) {
    int count = 0;
    for (int i = firsts[clause]; i < firsts[clause + 1]; i++) {
      count += words.content(i) ? 1 : 0;
    }
    return count;
  }

  /**
   * Bits of the words that a clause uses the other (or the same) way round, if it shares enough.
   */
  private long bits(HashBits claims, int clause, double least, long denied, boolean other) {
    long shared = 0;
    long deniedHere = 0;
    for (int i = firsts[clause]; i < firsts[clause + 1]; i++) {
      long bit = claims.get(words.hash(i));
      shared |= bit;
      deniedHere |= words.is(i, WordClass.DENIED) ? bit : 0;
    }
    if (Long.bitCount(shared) < least) {
      return 0;
    }
    long different = (deniedHere ^ denied) & shared;
    return other ? different : shared & ~different;
  }
}
