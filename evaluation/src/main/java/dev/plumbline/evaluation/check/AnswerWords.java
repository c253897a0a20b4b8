package dev.plumbline.evaluation.check;

/** The different words of an answer, numbered from 1. */
final class AnswerWords {
  private final KnownWords known;
  private final int[] ofWord;
  private int distinct;

  /** Function words first, so that most sentences need few of a passage's lanes of bits. */
  AnswerWords(Words words) {
    boolean quotes = words.any(WordClass.QUOTED);
    known = (quotes ? WordClass.CLASSES : WordClass.TELLING_CLASSES).copy();
    ofWord = new int[words.size()];
    number(words, false);
    number(words, true);
  }

  private void number(Words words, boolean content) {
    for (int i = 0; i < ofWord.length; i++) {
      if (words.content(i) == content) {
        ofWord[i] = numbered(words.hash(i));
      }
    }
  }

  private int numbered(long hash) {
    int number = numberIn(known.get(hash));
    if (number == 0) {
      number = ++distinct;
      known.or(hash, number << WordClass.BITS);
    }
    return number;
  }

  /** What a reader of other texts needs to know so that {@link #numberIn} finds numbers. */
  KnownWords known() {
    return known;
  }

  /** The number of a word that was read with {@link #known}, 0 when the answer does not have it. */
  static int numberIn(int classes) {
    return classes >>> WordClass.BITS;
  }

  /** How many there are. */
  int distinct() {
    return distinct;
  }

  /** The number of the word at a place. */
  int number(int word) {
    return ofWord[word];
  }
}
