package dev.plumbline.evaluation.check;

import java.util.Collection;

/**
 * Many literal phrases, matched at the start of a word in one walk whatever their number: a trie
 * whose transitions are one table from (node, character) to node. Most positions are turned away by
 * the phrases' first two characters.
 */
final class PhraseTrie {
  private static final int ASCII = 128;

  private final HashBits next = new HashBits(2048);
  private final HashBits ends = new HashBits(256);
  private final long[] openings = new long[ASCII * ASCII / Long.SIZE];
  private int nodes = 1;

  /** A trie of these phrases, folded as {@link FoldedText} folds. */
  PhraseTrie(Collection<String> phrases) {
    phrases.forEach(this::add);
  }

  private void add(String phrase) {
    long node = 1;
    for (int i = 0; i < phrase.length(); i++) {
      long edge = edge(node, phrase.charAt(i));
      if (next.get(edge) == 0) {
        next.or(edge, ++nodes);
      }
      node = next.get(edge);
    }
    ends.or(node, 1);
    int opening = opening(phrase.charAt(0), phrase.charAt(1));
    if (opening >= 0) {
      openings[opening / Long.SIZE] |= 1L << opening % Long.SIZE;
    }
  }

  /** End of the longest phrase that starts at the position, or -1. */
  int matchAt(FoldedText text, int at) {
    if (at + 1 >= text.length()) {
      return -1;
    }
    int opening = opening(text.charAt(at), text.charAt(at + 1));
    if (opening >= 0 && (openings[opening / Long.SIZE] & 1L << opening % Long.SIZE) == 0) {
      return -1;
    }
    long node = 1;
    int end = -1;
    for (int i = at; i < text.length() && node != 0; i++) {
      node = next.get(edge(node, text.charAt(i)));
      if (node != 0 && ends.get(node) != 0) {
        end = i + 1;
      }
    }
    return end;
  }

  /** First start of a word from which a phrase matches, or -1. */
  int find(FoldedText text, int from, int to) {
    for (int word = text.firstFrom(from); word < text.words() && text.start(word) < to; word++) {
      if (matchAt(text, text.start(word)) >= 0) {
        return text.start(word);
      }
    }
    return -1;
  }

  /** Number of an opening of two ASCII characters, or -1 for others, which are always walked. */
  private static int opening(char first, char second) {
    return first < ASCII && second < ASCII ? first * ASCII + second : -1;
  }

  private static long edge(long node, char c) {
    return WordClass.mix(WordClass.START, c) + node * 0x9e3779b97f4a7c15L;
  }
}
