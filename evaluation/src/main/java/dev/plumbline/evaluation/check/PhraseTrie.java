package dev.plumbline.evaluation.check;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Many literal phrases, matched at the start of a word in one walk whatever their number: a trie
 * whose transitions are one table from (node, character) to node. Most positions are turned away by
 * the phrases' first three characters.
 */
final class PhraseTrie {
  private static final int BITS = 5;

  private final HashBits next = new HashBits(2048);

  /** Bits of the lists that have a phrase which ends at a node. */
  private long[] ends = new long[256];

  private final long[] openings = new long[(1 << 3 * BITS) / Long.SIZE];
  private int nodes = 1;

  /** A trie of these phrases, folded as {@link FoldedText} folds. */
  PhraseTrie(Collection<String> phrases) {
    this(List.of(phrases));
  }

  /** A trie of several lists, which tells them apart by a bit for each, in their order. */
  PhraseTrie(List<Collection<String>> lists) {
    for (int list = 0; list < lists.size(); list++) {
      long bit = 1L << list;
      lists.get(list).forEach(phrase -> add(phrase, bit));
    }
  }

  private void add(String phrase, long list) {
    long node = 1;
    for (int i = 0; i < phrase.length(); i++) {
      long edge = edge(node, phrase.charAt(i));
      if (next.get(edge) == 0) {
        next.or(edge, ++nodes);
        ends = nodes < ends.length ? ends : Arrays.copyOf(ends, nodes * 2);
      }
      node = next.get(edge);
    }
    ends[(int) node] |= list;
    if (phrase.length() == 2) {
      for (char third = 0; third < 1 << BITS; third++) {
        open(phrase.charAt(0), phrase.charAt(1), third);
      }
    } else {
      open(phrase.charAt(0), phrase.charAt(1), phrase.charAt(2));
    }
  }

  private void open(char first, char second, char third) {
    int opening = opening(first, second, third);
    openings[opening / Long.SIZE] |= 1L << opening % Long.SIZE;
  }

  /** End of the longest phrase that starts at the position, or -1. */
  int matchAt(FoldedText text, int at) {
    int end = -1;
    long node = opens(text, at) ? 1 : 0;
    for (int i = at; i < text.length() && node != 0; i++) {
      node = next.get(edge(node, text.charAt(i)));
      if (node != 0 && ends[(int) node] != 0) {
        end = i + 1;
      }
    }
    return end;
  }

  /** Bits of the lists of which a phrase starts at a word that starts in the stretch. */
  long lists(FoldedText text, int from, int to) {
    long lists = 0;
    for (int word = text.firstFrom(from); word < text.words() && text.start(word) < to; word++) {
      int at = text.start(word);
      long node = opens(text, at) ? 1 : 0;
      for (int i = at; i < text.length() && node != 0; i++) {
        node = next.get(edge(node, text.charAt(i)));
        lists |= ends[(int) node];
      }
    }
    return lists;
  }

  private boolean opens(FoldedText text, int at) {
    if (at + 1 >= text.length()) {
      return false;
    }
    char third = at + 2 < text.length() ? text.charAt(at + 2) : 0;
    int opening = opening(text.charAt(at), text.charAt(at + 1), third);
    return (openings[opening / Long.SIZE] & 1L << opening % Long.SIZE) != 0;
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

  /** Number of an opening: the low bits of its characters, which tell letters apart. */
  private static int opening(char first, char second, char third) {
    int low = (1 << BITS) - 1;
    return ((first & low) << BITS | second & low) << BITS | third & low;
  }

  private static long edge(long node, char c) {
    return WordClass.mix(WordClass.START, c) + node * 0x9e3779b97f4a7c15L;
  }
}
