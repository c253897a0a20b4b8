package dev.plumbline.evaluation.check;

import java.util.Arrays;

/** Which words of an answer stand together in one sentence of a document: a bit for each. */
final class Passages {
  private final AnswerWords answer;
  private final int lanes;
  private long[] bits;
  private int[] documents = new int[64];
  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private int size;

  Passages(AnswerWords answer) {
    this.answer = answer;
    lanes = answer.distinct() / Long.SIZE + 1;
    bits = new long[64 * lanes];
  }

  /** A sentence of an answer, to be looked for. */
  final class Sought {
    private final long[] content = new long[lanes];
    private final long[] function = new long[lanes];

    /** Adds the word at a place of the answer. */
    void add(int word, boolean carriesMeaning) {
      int number = answer.number(word);
      (carriesMeaning ? content : function)[number / Long.SIZE] |= 1L << number % Long.SIZE;
    }

    /** The passage that has most of it, -1 when none has any. */
    int best(double functionWeight) {
      int best = -1;
      double most = 0;
      for (int passage = 0; passage < size; passage++) {
        double weight = weight(passage, functionWeight);
        if (weight > most) {
          most = weight;
          best = passage;
        }
      }
      return best;
    }

    private double weight(int passage, double functionWeight) {
      int contents = 0;
      int functions = 0;
      for (int lane = 0; lane < lanes; lane++) {
        long here = bits[passage * lanes + lane];
        contents += Long.bitCount(here & content[lane]);
        functions += Long.bitCount(here & function[lane]);
      }
      return contents + functionWeight * functions;
    }
  }

  /** An empty sentence. */
  Sought sought() {
    return new Sought();
  }

  /** Whether a passage has the word at a place of the answer. */
  boolean has(int passage, int word) {
    int number = answer.number(word);
    return (bits[passage * lanes + number / Long.SIZE] & 1L << number % Long.SIZE) != 0;
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
      bits = Arrays.copyOf(bits, size * 2 * lanes);
    }
    documents[size] = document;
    starts[size++] = start;
  }

  /** Adds a word of the answer, by its number, to the passage begun last. */
  void add(int number) {
    bits[(size - 1) * lanes + number / Long.SIZE] |= 1L << number % Long.SIZE;
  }

  /** Ends the passage begun last. */
  void close(int end) {
    if (size > 0) {
      ends[size - 1] = end;
    }
  }
}
