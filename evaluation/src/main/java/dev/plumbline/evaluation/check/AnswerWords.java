package dev.plumbline.evaluation.check;

/** The different words of an answer, numbered from 1. */
final class AnswerWords {
  private final HashBits numbers;
  private final int[] ofWord;
  private int distinct;

  AnswerWords(Words words) {
    numbers = new HashBits(words.size());
    ofWord = new int[words.size()];
    for (int i = 0; i < ofWord.length; i++) {
      int number = find(words.hash(i));
      if (number == 0) {
        number = ++distinct;
        numbers.or(words.hash(i), number);
      }
      ofWord[i] = number;
    }
  }

  /** How many there are. */
  int distinct() {
    return distinct;
  }

  /** The number of the word at a place. */
  int number(int word) {
    return ofWord[word];
  }

  /** The number of a word given by its hash, 0 when the answer does not have it. */
  int find(long hash) {
    return (int) numbers.get(hash);
  }
}
