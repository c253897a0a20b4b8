package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * A table from hashes to bits; a hash that was never put has no bits. Places are many and small, so
 * that two hashes rarely want the same one: whether a word is known no processor can guess, and a
 * look that goes wrong costs more than all others.
 */
final class HashBits {
  private static final int PLACES_PER_HASH = 4;

  /** Number of the hash that has a place, 0 where none has. */
  private int[] places;

  /** By number, from 1. */
  private long[] hashes;

  private long[] bits;
  private int used;

  /** A table that holds about this many hashes before it grows. */
  HashBits(int expected) {
    int capacity = Math.max(8, Integer.highestOneBit(Math.max(1, expected)) * 2);
    places = new int[capacity * PLACES_PER_HASH];
    hashes = new long[capacity];
    bits = new long[capacity];
  }

  private HashBits(HashBits other) {
    places = other.places.clone();
    hashes = other.hashes.clone();
    bits = other.bits.clone();
    used = other.used;
  }

  /** Adds bits to a hash. The bits must not be 0. */
  void or(long hash, long added) {
    int found = find(hash);
    int number = found == 0 ? put(hash) : found;
    bits[number] |= added;
  }

  /** Adds bits to a hash that has some already, otherwise does nothing. */
  void orPresent(long hash, long added) {
    int number = find(hash);
    if (number != 0) {
      bits[number] |= added;
    }
  }

  /** The bits of a hash, 0 when it was never put. */
  long get(long hash) {
    return bits[find(hash)];
  }

  /** A table with the same bits, to be added to. */
  HashBits copy() {
    return new HashBits(this);
  }

  private int find(long hash) {
    int place = place(hash);
    int number = places[place];
    // One branch, rarely taken: the place is another hash's.
    while (((hashes[number] ^ hash) & (number | -number) >> Integer.SIZE - 1) != 0) {
      place = place + 1 & places.length - 1;
      number = places[place];
    }
    return number;
  }

  private int place(long hash) {
    return (int) (hash ^ hash >>> 32) & places.length - 1;
  }

  private int put(long hash) {
    if (used + 1 == hashes.length) {
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
      bits = Arrays.copyOf(bits, hashes.length);
      places = new int[hashes.length * PLACES_PER_HASH];
      for (int number = 1; number <= used; number++) {
        places[free(hashes[number])] = number;
      }
    }
    hashes[++used] = hash;
    places[free(hash)] = used;
    return used;
  }

  private int free(long hash) {
    int place = place(hash);
    while (places[place] != 0) {
      place = place + 1 & places.length - 1;
    }
    return place;
  }
}
