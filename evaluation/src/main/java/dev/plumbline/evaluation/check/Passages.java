package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * Which words of an answer stand together in one sentence of a document: a bit for each, 64
 * passages a word of bits. So what a sentence shares with 64 passages is counted at once. The work
 * is bounded: an answer's words after the first {@value #MOST_WORDS} different ones have no bit,
 * and after {@value #MOST_STEPS} steps nothing is looked for any more.
 */
final class Passages {
  /** Nothing was looked for. */
  static final int UNKNOWN = -2;

  /** So many there is room for at first. */
  private static final int PASSAGES = 2 * Long.SIZE;

  private static final int MOST_WORDS = 1_024;
  private static final int MOST_STEPS = 2_000_000;

  private final AnswerWords answer;
  private final int lanes;

  /** Of every 64 passages a row with a place for each word; the first is for words of no number. */
  private long[] bits;

  private final int row;
  private int[] documents = new int[PASSAGES];
  private int[] starts = new int[PASSAGES];
  private int[] ends = new int[PASSAGES];
  private int[] negations = new int[PASSAGES];

  /** What the 64 passages looked at have of a sentence's words of one kind, and in all. */
  private final BitCounts counts = new BitCounts();

  private final BitCounts sums = new BitCounts();
  private int size;
  private int steps;

  Passages(AnswerWords answer) {
    this.answer = answer;
    int words = Math.min(answer.distinct(), MOST_WORDS);
    lanes = words / Long.SIZE + 1;
    row = words + 1;
    bits = new long[PASSAGES / Long.SIZE * row];
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
      int best = -1;
      int most = 0;
      for (int first = 0; first < size; first += Long.SIZE) {
        sums.clear();
        count(first, content, meaning);
        count(first, function, other);
        int place = Long.numberOfTrailingZeros(sums.largest());
        if (sums.get(place) > most) {
          most = sums.get(place);
          best = first + place;
        }
      }
      return best;
    }

    /** Adds what 64 passages have of some words. */
    private void count(int first, long[] words, int weight) {
      counts.clear();
      for (int lane = 0; lane < lanes; lane++) {
        int from = first / Long.SIZE * row + lane * Long.SIZE;
        for (long left = words[lane]; left != 0; left &= left - 1) {
          counts.add(bits[from + Long.numberOfTrailingZeros(left)]);
        }
      }
      sums.add(counts, weight);
    }

    /** How many of its different words that carry meaning a passage has. */
    int shared(int passage) {
      int shared = 0;
      for (int lane = 0; lane < lanes; lane++) {
        for (long left = content[lane]; left != 0; left &= left - 1) {
          shared += holds(passage, lane * Long.SIZE + Long.numberOfTrailingZeros(left)) ? 1 : 0;
        }
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
    return number <= MOST_WORDS && holds(passage, number);
  }

  private boolean holds(int passage, int number) {
    return (bits[rowOf(passage) + number] >>> passage & 1) != 0;
  }

  private int rowOf(int passage) {
    return passage / Long.SIZE * row;
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
      bits = Arrays.copyOf(bits, rowOf(size * 2));
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
      bits[rowOf(size - 1) + number] |= 1L << size - 1;
    }
    if ((classes & (WordClass.NEGATION | WordClass.TWIST)) != 0) {
      boolean twisted = (classes & WordClass.TWIST) != 0 || negations[size - 1] < 0;
      negations[size - 1] = twisted ? -1 : negations[size - 1] + 1;
    }
  }

  /**
   * Reads words of a document into passages, as far as they say no more than that they are there;
   * whether a word is next that says more.
   *
   * @param ahead characters of the title ahead of the document's text
   */
  boolean skim(WordReader reader, int document, int ahead) {
    int found = reader.skim(bits, rowOf(size - 1), 1L << size - 1);
    while (found == WordReader.SENTENCE_OPENS) {
      open(document, reader.start() - ahead);
      found = reader.skim(bits, rowOf(size - 1), 1L << size - 1);
    }
    return found == WordReader.WORD_TELLS;
  }

  /** Whether every word of the answer has a bit. */
  boolean holdsAll() {
    return answer.distinct() <= MOST_WORDS;
  }

  /** Marks the numbers of the words that any passage has. */
  void addTo(boolean[] held) {
    int used = rowOf(size + Long.SIZE - 1);
    for (int first = 0; first < used; first += row) {
      for (int number = 0; number < row; number++) {
        held[number] |= bits[first + number] != 0;
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
