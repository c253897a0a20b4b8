package dev.plumbline.evaluation.check;

import org.jspecify.annotations.Nullable;

/**
 * What is known of words, by their hash. Every hash has two places that it may stand at, and both
 * are looked at without a branch: whether a word is known no processor can guess, and a guess that
 * goes wrong costs more than all else that is done for a word. (Cuckoo hashing: Pagh and Rodler,
 * 2004.) Words made so that many want the same places stand in a table of another kind.
 */
final class KnownWords {
  /** Moves after which a word is put into the other table. */
  private static final int MOST_MOVES = 32;

  /** Places for each hash, at least; from two on moves are few. */
  private static final int PLACES_PER_HASH = 2;

  private long[] hashes;
  private int[] bits;
  private int used;
  private @Nullable HashBits crowded;

  /** A table that holds about this many words before it grows. */
  KnownWords(int expected) {
    int capacity = Math.max(8, Integer.highestOneBit(expected) * 2) * PLACES_PER_HASH;
    hashes = new long[capacity];
    bits = new int[capacity];
  }

  private KnownWords(KnownWords other) {
    hashes = other.hashes.clone();
    bits = other.bits.clone();
    used = other.used;
    crowded = other.crowded == null ? null : other.crowded.copy();
  }

  /** The bits of a word, 0 when nothing is known of it. */
  int get(long hash) {
    int first = first(hash);
    int second = second(hash);
    int found =
        bits[first] & ifEqual(hashes[first], hash) | bits[second] & ifEqual(hashes[second], hash);
    return crowded == null ? found : found | (int) crowded.get(hash);
  }

  /** Adds bits to a word. The bits must not be 0. */
  void or(long hash, int added) {
    int first = first(hash);
    int second = second(hash);
    if (bits[first] != 0 && hashes[first] == hash) {
      bits[first] |= added;
    } else if (bits[second] != 0 && hashes[second] == hash) {
      bits[second] |= added;
    } else if (crowded != null && crowded.get(hash) != 0) {
      crowded.or(hash, added);
    } else {
      put(hash, added);
    }
  }

  /** A table with the same words, to be added to. */
  KnownWords copy() {
    return new KnownWords(this);
  }

  /** All ones, or none. */
  private static int ifEqual(long one, long other) {
    long different = one ^ other;
    return (int) (~(different | -different) >> Long.SIZE - 1);
  }

  private int first(long hash) {
    return (int) hash & hashes.length - 1;
  }

  private int second(long hash) {
    return (int) (hash >>> Integer.SIZE) & hashes.length - 1;
  }

  /** Puts a word at one of its places, what stood there at its other one, and so on. */
  private void put(long hash, int added) {
    if (++used * PLACES_PER_HASH > hashes.length) {
      grow();
    }
    long moving = hash;
    int movingBits = added;
    int place = bits[first(hash)] == 0 ? first(hash) : second(hash);
    for (int moves = 0; movingBits != 0 && moves < MOST_MOVES; moves++) {
      long stood = hashes[place];
      int stoodBits = bits[place];
      hashes[place] = moving;
      bits[place] = movingBits;
      place = first(stood) == place ? second(stood) : first(stood);
      moving = stood;
      movingBits = stoodBits;
    }
    if (movingBits != 0) {
      crowded = crowded == null ? new HashBits(1) : crowded;
      crowded.or(moving, movingBits);
    }
  }

  private void grow() {
    long[] hashesBefore = hashes;
    int[] bitsBefore = bits;
    used = 1;
    hashes = new long[hashesBefore.length * 2];
    bits = new int[hashes.length];
    for (int place = 0; place < hashesBefore.length; place++) {
      if (bitsBefore[place] != 0) {
        put(hashesBefore[place], bitsBefore[place]);
      }
    }
  }
}
