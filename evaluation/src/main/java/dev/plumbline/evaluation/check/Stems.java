package dev.plumbline.evaluation.check;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The stem under which inflections of a word meet, and its hash. */
final class Stems {
  /** Zeros that folded characters need after them, so that reading ahead stays inside. */
  static final int AHEAD = 2 * Long.BYTES;

  private static final int LONGEST = 6;
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** The bit of each of eight folded characters that letters have; the one above it is not set. */
  private static final long LETTER = 0x4040404040404040L;

  private Stems() {}

  /** Where the ASCII letters that start here end; see {@link CharKind#fold}. */
  static int end(byte[] folded, int from) {
    int letters = letters((long) EIGHT.get(folded, from));
    // Added where the first eight are letters; a branch on it would be guessed wrong too often.
    letters += letters((long) EIGHT.get(folded, from + Long.BYTES)) & -(letters / Long.BYTES);
    int to = from + letters;
    if (letters == AHEAD) {
      while (folded[to] > 0) {
        to++;
      }
    }
    return to;
  }

  /** The hash of a stem of ASCII letters. */
  static long hash(byte[] folded, int from, int length) {
    long letters = (long) EIGHT.get(folded, from) & -1L >>> Long.SIZE - Byte.SIZE * length;
    return WordClass.spread(letters);
  }

  /** The same for any letters. */
  static long hash(char[] chars, int from, int length) {
    long letters = 0;
    for (int place = 0; place < length; place++) {
      letters ^= WordClass.letter(CharKind.lower(chars[from + place]), place);
    }
    return WordClass.spread(letters);
  }

  /** The hash of a code of letters and digits, which is compared whole. */
  static long ofCode(char[] chars, int from, int to) {
    long code = WordClass.START;
    for (int i = from; i < to; i++) {
      code = WordClass.mix(code, CharKind.lower(chars[i]));
    }
    return code;
  }

  /**
   * Length of a stem: six letters at most; of four to six no plural s. In signs of differences,
   * since branches on them would be guessed wrong.
   */
  static int length(int written, char last) {
    int plural = (last ^ 's') - 1 & LONGEST / 2 - written & written - LONGEST - 1;
    return Math.min(written, LONGEST) - (plural >>> Integer.SIZE - 1);
  }

  /** How many of eight folded characters are letters, from the first on. */
  private static int letters(long eight) {
    return Long.numberOfTrailingZeros(~(eight & ~(eight >>> 1)) & LETTER) / Byte.SIZE;
  }
}
