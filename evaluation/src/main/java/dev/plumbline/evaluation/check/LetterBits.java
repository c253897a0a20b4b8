package dev.plumbline.evaluation.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which characters of a text are ASCII letters and which are neither letters nor spaces: a bit for
 * each, 64 characters a word. So the next word is found without a step, or a guess, for each
 * character. The bits are made eight characters at a time, in the sums of bytes of one long.
 */
final class LetterBits {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ONES = 0x0101010101010101L;
  private static final long TOPS = ONES << Byte.SIZE - 1;

  /** Of every ASCII letter: the bit that lower case has. */
  private static final long LOWER = ONES * ' ';

  /** Brings the lowest bits of eight bytes together in the highest byte. */
  private static final long GATHER = 0x0102040810204080L;

  private byte[] bytes = {};
  private long[] letters = {};
  private long[] others = {};
  private int blocks;

  /** The block that is looked at, and what of its places has not been passed. */
  private int block;

  private long places;

  /** Goes to the beginning of a text. */
  void read(String text, char[] chars) {
    int length = text.length();
    blocks = (length + Long.SIZE - 1) / Long.SIZE;
    if (letters.length <= blocks) {
      // One more, so that a look over the end of a block stays inside; and some for the next text.
      letters = new long[blocks + blocks / 4 + 1];
      others = new long[letters.length];
      bytes = new byte[letters.length * Long.SIZE];
    }
    narrow(text, chars);
    for (int i = 0; i < blocks; i++) {
      look(i);
    }
    letters[blocks] = 0;
    if (blocks > 0) {
      others[blocks - 1] &= -1L >>> -length;
    }
    block = 0;
    places = places(0);
  }

  /** A byte for each character; what has none becomes something that is no letter. */
  private void narrow(String text, char[] chars) {
    byte[] narrowed = text.getBytes(StandardCharsets.ISO_8859_1);
    int length = text.length();
    if (narrowed.length == length) {
      System.arraycopy(narrowed, 0, bytes, 0, length);
    } else {
      // It has pairs of surrogates, each of which became one byte.
      for (int i = 0; i < length; i++) {
        bytes[i] = chars[i] < 128 ? (byte) chars[i] : -1;
      }
    }
    Arrays.fill(bytes, length, (blocks + 1) * Long.SIZE, (byte) 0);
  }

  private void look(int number) {
    long found = 0;
    long blanks = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      long eight = (long) EIGHT.get(bytes, number * Long.SIZE + i * Long.BYTES);
      found |= (letters(eight) * GATHER >>> Long.SIZE - Byte.SIZE) << i * Byte.SIZE;
      blanks |= (spaces(eight) * GATHER >>> Long.SIZE - Byte.SIZE) << i * Byte.SIZE;
    }
    letters[number] = found;
    others[number] = ~(found | blanks);
  }

  private static long letters(long eight) {
    long low = (eight | LOWER) & ~TOPS;
    long fromA = low + ONES * (0x80 - 'a');
    long afterZ = low + ONES * (0x7f - 'z');
    return (fromA & ~afterZ & ~eight & TOPS) >>> Byte.SIZE - 1;
  }

  private static long spaces(long eight) {
    long different = eight ^ LOWER;
    return (~((different & ~TOPS) + ~TOPS | different) & TOPS) >>> Byte.SIZE - 1;
  }

  /** The next place where ASCII letters begin, or of something else that is no space; or -1. */
  int next() {
    while (places == 0) {
      if (!nextBlock()) {
        return -1;
      }
    }
    return block * Long.SIZE + Long.numberOfTrailingZeros(places);
  }

  /** Passes the next place. */
  void pass() {
    places &= places - 1;
  }

  /** Goes on or back to this place. */
  void goTo(int place) {
    block = place / Long.SIZE;
    places = places(block) & -1L << place;
  }

  private long places(int number) {
    if (number >= blocks) {
      return 0;
    }
    long here = letters[number];
    long before = number == 0 ? 0 : letters[number - 1] >>> Long.SIZE - 1;
    return here & ~(here << 1 | before) | others[number];
  }

  /** Goes to the next block of 64 characters, if there is one. */
  boolean nextBlock() {
    if (block + 1 >= blocks) {
      return false;
    }
    places = places(++block);
    return true;
  }

  /** Where the block begins that is looked at. */
  int blockStart() {
    return block * Long.SIZE;
  }

  /** Places of the block that have not been passed. */
  long left() {
    return places;
  }

  /** Passes all places of the block but these. */
  void leave(long unpassed) {
    places = unpassed;
  }

  /** The letters of the block. */
  long letters() {
    return letters[block];
  }

  /** What in the block is neither letter nor space. */
  long others() {
    return others[block];
  }

  /** Whether it is an ASCII letter. */
  boolean letter(int at) {
    return (letters[at / Long.SIZE] >>> at & 1) != 0;
  }

  /** Where the ASCII letters that start here end. */
  int end(int from) {
    int here = from / Long.SIZE;
    long window = letters[here] >>> from | letters[here + 1] << 1 << ~from;
    int to = from + Long.numberOfTrailingZeros(~window);
    if (to == from + Long.SIZE) {
      while (letter(to)) {
        to++;
      }
    }
    return to;
  }

  /** Up to eight ASCII letters in lower case, the first lowest. */
  long lowered(int from, int length) {
    return ((long) EIGHT.get(bytes, from) | LOWER) & -1L >>> Long.SIZE - Byte.SIZE * length;
  }
}
