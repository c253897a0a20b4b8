package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * The words of a text in order, as parallel arrays: where each stands, its classes and the hash of
 * its folded form (see {@link WordReader}).
 *
 * <p>Hashes are 64 bits, so that texts are compared without making a string per word; two words of
 * one interaction meet by accident with a chance below 1e-12.
 */
final class Words {
  private final String text;
  private int size;
  private int[] starts;
  private int[] ends;
  private long[] hashes;
  private int[] classes;

  private Words(String text) {
    this.text = text;
    int expected = text.length() / 5 + 8;
    starts = new int[expected];
    ends = new int[expected];
    hashes = new long[expected];
    classes = new int[expected];
  }

  /** The words of a text. */
  static Words of(String text) {
    return of(text, new WordReader());
  }

  /** The words of a text, by a reader of texts before it. */
  static Words of(String text, WordReader reader) {
    Words words = new Words(text);
    reader.read(text, WordClass.CLASSES);
    while (reader.next()) {
      words.add(reader.start(), reader.end(), reader.hash(), reader.classes());
    }
    return words;
  }

  int size() {
    return size;
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return ends[word];
  }

  long hash(int word) {
    return hashes[word];
  }

  /** Whether the word belongs to any of the classes of {@link WordClass}. */
  boolean is(int word, int wordClasses) {
    return (classes[word] & wordClasses) != 0;
  }

  /** The classes of the word. */
  int classes(int word) {
    return classes[word];
  }

  /** Whether any word belongs to one of the classes. */
  boolean any(int wordClasses) {
    for (int i = 0; i < size; i++) {
      if (is(i, wordClasses)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the word carries meaning: neither a function word nor a negation. */
  boolean content(int word) {
    return WordClass.carriesMeaning(classes[word]);
  }

  /** The first word that starts at or after the position. */
  int firstFrom(int position) {
    int at = Arrays.binarySearch(starts, 0, size, position);
    return at >= 0 ? at : -at - 1;
  }

  /** The word as it is written. */
  String written(int word) {
    return text.substring(starts[word], ends[word]);
  }

  private void add(int start, int end, long hash, int wordClasses) {
    if (size == starts.length) {
      int larger = size * 2;
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
      hashes = Arrays.copyOf(hashes, larger);
      classes = Arrays.copyOf(classes, larger);
    }
    starts[size] = start;
    ends[size] = end;
    hashes[size] = hash;
    classes[size++] = wordClasses;
  }
}
