package dev.plumbline.evaluation.check;

/** The stem under which inflections of a word meet, and its hash. */
final class Stems {
  private static final int LONGEST = 6;

  private Stems() {}

  /** The hash of a stem of any letters. */
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
}
