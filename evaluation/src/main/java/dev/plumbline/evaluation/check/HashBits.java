package dev.plumbline.evaluation.check;

/** A table from hashes to bits, open addressing; a hash that was never put has no bits. */
final class HashBits {
  /** Key and bits side by side, so that one look touches one cache line. */
  private long[] slots;

  private int used;

  /** A table that holds about this many hashes before it grows. */
  HashBits(int expected) {
    slots = new long[Math.max(16, Integer.highestOneBit(Math.max(1, expected)) * 4) * 2];
  }

  private HashBits(long[] slots, int used) {
    this.slots = slots;
    this.used = used;
  }

  /** Adds bits to a hash. The bits must not be 0. */
  void or(long hash, long added) {
    int slot = slot(hash);
    if (slots[slot + 1] == 0) {
      slots[slot] = hash;
      used++;
    }
    slots[slot + 1] |= added;
    if (used * 4 > slots.length) {
      grow();
    }
  }

  /** Adds bits to a hash that has some already, otherwise does nothing. */
  void orPresent(long hash, long added) {
    int slot = slot(hash);
    if (slots[slot + 1] != 0) {
      slots[slot + 1] |= added;
    }
  }

  /** The bits of a hash, 0 when it was never put. */
  long get(long hash) {
    int mask = slots.length - 1;
    int slot = (int) (hash ^ hash >>> 32) * 2 & mask;
    long bits = slots[slot + 1];
    // Whether a word is known no processor can guess; that another holds its slot is rare. So the
    // one branch is on the latter: all ones when taken, and then any difference of the hashes.
    while (((slots[slot] ^ hash) & (bits | -bits) >> Long.SIZE - 1) != 0) {
      slot = slot + 2 & mask;
      bits = slots[slot + 1];
    }
    return bits;
  }

  /** A table with the same bits, to be added to. */
  HashBits copy() {
    return new HashBits(slots.clone(), used);
  }

  private int slot(long hash) {
    int mask = slots.length - 1;
    int slot = (int) (hash ^ hash >>> 32) * 2 & mask;
    while (slots[slot + 1] != 0 && slots[slot] != hash) {
      slot = slot + 2 & mask;
    }
    return slot;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        int slot = slot(old[i]);
        slots[slot] = old[i];
        slots[slot + 1] = old[i + 1];
      }
    }
  }
}
