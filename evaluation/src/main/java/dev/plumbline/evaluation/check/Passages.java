package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * Which words of an answer stand together in one sentence of a document: a bit for each. The work
 * is bounded: an answer's words after the first {@value #MOST_WORDS} different ones have no bit,
 * and after {@value #MOST_STEPS} steps nothing is looked for any more.
 */
final class Passages {
  /** Nothing was looked for. */
  static final int UNKNOWN = -2;

  /** So many there is room for at first. */
  private static final int PASSAGES = 128;

  private static final int MOST_WORDS = 1_024;
  private static final int MOST_STEPS = 2_000_000;

  private final AnswerWords answer;
  private final int lanes;
  private long[] bits;
  private int[] documents = new int[PASSAGES];
  private int[] starts = new int[PASSAGES];
  private int[] ends = new int[PASSAGES];
  private int[] negations = new int[PASSAGES];

  /** Of each passage, for the sentence that is looked for. */
  private int[] weights = new int[PASSAGES];

  private int size;
  private int steps;

  Passages(AnswerWords answer) {
    this.answer = answer;
    lanes = Math.min(answer.distinct(), MOST_WORDS) / Long.SIZE + 1;
    bits = new long[PASSAGES * lanes];
  }

  /** A sentence of an answer, to be looked for. */
  final class Sought {
    private final long[] content = new long[lanes];
    private final long[] function = new long[lanes];
    private boolean whole = true;

    /** Adds the word at a place of the answer. */
    void add(int word, boolean carriesMeaning) {
      int number = answer.number(word);
      if (number > MOST_WORDS) {
        whole = false;
      } else {
        (carriesMeaning ? content : function)[number / Long.SIZE] |= 1L << number % Long.SIZE;
      }
    }

    /**
     * The passage that has most of it, -1 when none has any, or {@link #UNKNOWN}.
     *
     * @param meaning what a word that carries meaning counts
     * @param other what any other word counts
     */
    int best(int meaning, int other) {
      steps += lanes * size;
      if (!whole || steps > MOST_STEPS) {
        return UNKNOWN;
      }
      Arrays.fill(weights, 0, size, 0);
      for (int lane = 0; lane < lanes; lane++) {
        add(lane, content[lane], meaning);
        add(lane, function[lane], other);
      }
      int best = -1;
      int most = 0;
      for (int passage = 0; passage < size; passage++) {
        if (weights[passage] > most) {
          most = weights[passage];
          best = passage;
        }
      }
      return best;
    }

    /** Adds what passages have of some words of one lane; most lanes of a sentence are empty. */
    private void add(int lane, long words, int weight) {
      for (int passage = 0; words != 0 && passage < size; passage++) {
        weights[passage] += weight * Long.bitCount(bits[passage * lanes + lane] & words);
      }
    }

    /** How many of its different words that carry meaning a passage has. */
    int shared(int passage) {
      int shared = 0;
      for (int lane = 0; lane < lanes; lane++) {
        shared += Long.bitCount(bits[passage * lanes + lane] & content[lane]);
      }
      return shared;
    }

    /** How many different words that carry meaning it has. */
    int contents() {
      int contents = 0;
      for (long lane : content) {
        contents += Long.bitCount(lane);
      }
      return contents;
    }
  }

  /** An empty sentence. */
  Sought sought() {
    return new Sought();
  }

  /** Whether a passage has the word at a place of the answer. */
  boolean has(int passage, int word) {
    int number = answer.number(word);
    return number <= MOST_WORDS
        && (bits[passage * lanes + number / Long.SIZE] & 1L << number % Long.SIZE) != 0;
  }

  /**
   * Whether a passage has an odd number of negations more or less than a sentence; not when other
   * words turn it round too.
   */
  boolean turned(int passage, int negationsOfSentence) {
    int found = negations[passage];
    return found >= 0 && (found - negationsOfSentence) % 2 != 0;
  }

  /** The document of a passage, by its place in the list. */
  int document(int passage) {
    return documents[passage];
  }

  /** Where a passage starts in the document's text; below 0 in a title. */
  int start(int passage) {
    return starts[passage];
  }

  /** Where a passage ends in the document's text, exclusive. */
  int end(int passage) {
    return ends[passage];
  }

  /** Begins a passage; the one before it in the same document ends here. */
  void open(int document, int start) {
    if (size > 0 && documents[size - 1] == document) {
      ends[size - 1] = start;
    }
    if (size == starts.length) {
      documents = Arrays.copyOf(documents, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
      negations = Arrays.copyOf(negations, size * 2);
      weights = new int[size * 2];
      bits = Arrays.copyOf(bits, size * 2 * lanes);
    }
    documents[size] = document;
    starts[size++] = start;
  }

  /**
   * Adds a word to the passage begun last.
   *
   * @param number of the answer's word that it is, or 0
   */
  void add(int number, int classes) {
    if (number <= MOST_WORDS) {
      bits[(size - 1) * lanes + number / Long.SIZE] |= 1L << number % Long.SIZE;
    }
    if ((classes & (WordClass.NEGATION | WordClass.TWIST)) != 0) {
      boolean twisted = (classes & WordClass.TWIST) != 0 || negations[size - 1] < 0;
      negations[size - 1] = twisted ? -1 : negations[size - 1] + 1;
    }
  }

  /** Reads words into the passage begun last, as far as they say no more than that it has them. */
  boolean readOn(WordReader reader) {
    return reader.nextTelling(bits, (size - 1) * lanes);
  }

  /** Whether every word of the answer has a bit. */
  boolean holdsAll() {
    return answer.distinct() <= MOST_WORDS;
  }

  /** Marks the numbers of the words that any passage has. */
  void addTo(boolean[] held) {
    for (int lane = 0; lane < lanes; lane++) {
      long any = 0;
      for (int passage = 0; passage < size; passage++) {
        any |= bits[passage * lanes + lane];
      }
      for (; any != 0; any &= any - 1) {
        held[lane * Long.SIZE + Long.numberOfTrailingZeros(any)] = true;
      }
    }
  }

  /** Ends the passage begun last, when it is the document's. */
  void close(int document, int end) {
    if (size > 0 && documents[size - 1] == document) {
      ends[size - 1] = end;
    }
  }
}
