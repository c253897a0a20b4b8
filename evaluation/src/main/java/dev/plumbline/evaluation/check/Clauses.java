package dev.plumbline.evaluation.check;

import java.util.List;

/** The clauses of one document, asked whether one of them says the opposite of a sentence. */
final class Clauses {
  /** Share of a sentence's words that a clause must repeat to be about the same thing. */
  private static final double REPEATS = 0.8;

  /** Share of a clause's own words that the sentence must repeat to be its opposite. */
  private static final double NOTHING_ELSE = 0.4;

  /** Words from which a sentence that is repeated whole may be any part of a clause. */
  private static final int WHOLE_WORDS = 3;

  /** Share from which a clause that says it the same way round settles the matter. */
  private static final double CONFIRMS = 0.3;

  /** Words at least that it must share, since one alone is not about the same thing. */
  private static final int CONFIRMING_WORDS = 2;

  /** So many times other clauses are asked whether they confirm. */
  private static final int MOST_SCANS = 100;

  /** After a negation they limit a number and deny nothing: no more than, nicht mehr als. */
  private static final HashBits COMPARED = new HashBits(32);

  static {
    Words compared =
        Words.of(
            "more later less fewer longer mehr weniger länger später plus moins más menos mais"
                + " più");
    for (int i = 0; i < compared.size(); i++) {
      COMPARED.or(compared.hash(i), 1);
    }
  }

  private final String text;
  private final Words words;
  private int[] firsts = {};
  private int scans;

  Clauses(String text, Words words) {
    this.text = text;
    this.words = words;
  }

  /**
   * What a sentence claims.
   *
   * @param words hashes of the sentence's words, each with a bit of its own
   * @param size how many bits there are
   * @param denied bits of those that the sentence denies
   */
  record Claim(HashBits words, int size, long denied) {}

  /** Negations in a stretch, or -1 when other words turn it round too and counting says nothing. */
  static int negations(Words words, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      boolean limits =
          words.is(i, WordClass.NEGATION) && i + 1 < to && COMPARED.get(words.hash(i + 1)) != 0;
      if (limits || words.is(i, WordClass.TWIST)) {
        return -1;
      }
      count += words.is(i, WordClass.NEGATION) ? 1 : 0;
    }
    return count;
  }

  /** Whether a passage that shares so many of a sentence's words may say its opposite. */
  static boolean mayContradict(int shared, int contents) {
    return shared >= REPEATS * Math.min(contents, Long.SIZE);
  }

  /**
   * Whether a passage that is turned repeats all of a sentence, or almost all and little else, but
   * denies a word that the sentence affirms or the other way round, and no clause that shares words
   * with it uses that word the same way.
   *
   * @param start of the passage in the text
   * @param end of the passage, exclusive
   */
  boolean contradict(Claim claim, int start, int end) {
    int from = words.firstFrom(start);
    int to = words.firstFrom(end);
    if (scans >= MOST_SCANS) {
      return false;
    }
    double least = Math.max(REPEATS * claim.size(), NOTHING_ELSE * contents(from, to));
    if (claim.size() >= WHOLE_WORDS) {
      least = Math.min(least, claim.size());
    }
    long flipped = bits(claim, from, to, least, true);
    if (flipped == 0) {
      return false;
    }
    scans++;
    int[] clauses = firsts();
    double confirming = Math.max(CONFIRMING_WORDS, CONFIRMS * claim.size());
    for (int clause = 0; clause + 1 < clauses.length && flipped != 0; clause++) {
      flipped &= ~bits(claim, clauses[clause], clauses[clause + 1], confirming, false);
    }
    return flipped != 0;
  }

  /** The first word of every clause, and the number of words. */
  private int[] firsts() {
    if (firsts.length == 0) {
      List<Sentences.Range> ranges = Sentences.of(text);
      firsts = new int[ranges.size() + 1];
      for (int clause = 0; clause < ranges.size(); clause++) {
        firsts[clause] = words.firstFrom(ranges.get(clause).start());
      }
      firsts[ranges.size()] = words.size();
    }
    return firsts;
  }

  private int contents(int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += words.content(i) ? 1 : 0;
    }
    return count;
  }

  /**
   * Bits of the words that a stretch uses the other (or the same) way round, if it shares enough.
   */
  private long bits(Claim claim, int from, int to, double least, boolean other) {
    long shared = 0;
    long deniedHere = 0;
    for (int i = from; i < to; i++) {
      long bit = claim.words().get(words.hash(i));
      shared |= bit;
      deniedHere |= words.is(i, WordClass.DENIED) ? bit : 0;
    }
    if (Long.bitCount(shared) < least) {
      return 0;
    }
    long different = (deniedHere ^ claim.denied()) & shared;
    return other ? different : shared & ~different;
  }
}
