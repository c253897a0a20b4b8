package dev.plumbline.evaluation.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Many literal phrases, matched at the start of a word in one walk whatever their number: a trie
 * whose nodes are numbered breadth first, so that the children of one stand side by side. Most
 * positions are turned away by the phrases' first three characters.
 */
final class PhraseTrie {
  private static final int BITS = 5;

  /** By node, the character that leads to it; none leads to the root, which is 0. */
  private final char[] characters;

  /** By node, its first child; the children end where those of the next node begin. */
  private final int[] children;

  /** By node, bits of the lists that have a phrase which ends there. */
  private final long[] ends;

  /** By its ASCII character, the child of the root, or 0; the root has too many to look through. */
  private final int[] roots = new int[128];

  private final long[] openings = new long[(1 << 3 * BITS) / Long.SIZE];

  /** A trie of these phrases, folded as {@link FoldedText} folds. */
  PhraseTrie(Collection<String> phrases) {
    this(List.of(phrases));
  }

  /** A trie of several lists, which tells them apart by a bit for each, in their order. */
  PhraseTrie(List<Collection<String>> lists) {
    Branch root = new Branch();
    for (int list = 0; list < lists.size(); list++) {
      for (String phrase : lists.get(list)) {
        root.add(phrase, 1L << list);
        open(phrase);
      }
    }
    List<Branch> nodes = new ArrayList<>(List.of(root));
    StringBuilder leading = new StringBuilder("\0");
    children = new int[root.size() + 1];
    for (int node = 0; node < nodes.size(); node++) {
      children[node] = nodes.size();
      nodes
          .get(node)
          .next
          .forEach(
              (character, branch) -> {
                leading.append(character);
                nodes.add(branch);
              });
    }
    children[nodes.size()] = nodes.size();
    characters = leading.toString().toCharArray();
    for (int child = children[0]; child < children[1]; child++) {
      if (characters[child] < roots.length) {
        roots[characters[child]] = child;
      }
    }
    ends = nodes.stream().mapToLong(branch -> branch.ends).toArray();
  }

  /** A node while the trie is made. */
  private static final class Branch {
    private final Map<Character, Branch> next = new TreeMap<>();
    private long ends;

    void add(String phrase, long list) {
      Branch at = this;
      for (char character : phrase.toCharArray()) {
        at = at.next.computeIfAbsent(character, none -> new Branch());
      }
      at.ends |= list;
    }

    int size() {
      return 1 + next.values().stream().mapToInt(Branch::size).sum();
    }
  }

  private void open(String phrase) {
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
    if (!opens(text, at)) {
      return -1;
    }
    int end = -1;
    int node = 0;
    for (int i = at; i < text.length(); i++) {
      node = child(node, text.charAt(i));
      if (node == 0) {
        return end;
      }
      end = ends[node] == 0 ? end : i + 1;
    }
    return end;
  }

  /** Whether a phrase starts at the position. */
  boolean startsAt(FoldedText text, int at) {
    return matchAt(text, at) >= 0;
  }

  /** Bits of the lists of which a phrase starts at a word that starts in the stretch. */
  long lists(FoldedText text, int from, int to) {
    long lists = 0;
    for (int word = text.firstFrom(from); word < text.words() && text.start(word) < to; word++) {
      if (opens(text, text.start(word))) {
        lists |= listsAt(text, text.start(word));
      }
    }
    return lists;
  }

  private long listsAt(FoldedText text, int at) {
    long lists = 0;
    int node = 0;
    for (int i = at; i < text.length(); i++) {
      node = child(node, text.charAt(i));
      if (node == 0) {
        return lists;
      }
      lists |= ends[node];
    }
    return lists;
  }

  /** The child to which a character leads, or 0. */
  private int child(int node, char character) {
    if (node == 0 && character < roots.length) {
      return roots[character];
    }
    int end = children[node + 1];
    for (int child = children[node]; child < end; child++) {
      if (characters[child] == character) {
        return child;
      }
    }
    return 0;
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

  /** Whether a phrase starts at a word that starts in the stretch. */
  boolean isIn(FoldedText text, int from, int to) {
    return find(text, from, to) >= 0;
  }

  /** Number of an opening: the low bits of its characters, which tell letters apart. */
  private static int opening(char first, char second, char third) {
    int low = (1 << BITS) - 1;
    return ((first & low) << BITS | second & low) << BITS | third & low;
  }
}
