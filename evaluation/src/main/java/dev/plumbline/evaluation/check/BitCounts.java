package dev.plumbline.evaluation.check;

import java.util.Arrays;

/**
 * 64 counts side by side: a word of bits for the ones of all of them, one for the twos, and so on.
 * So one addition adds to all.
 */
final class BitCounts {
  /** Enough for 7 times 1,024. */
  private static final int PLANES = 13;

  private final long[] planes = new long[PLANES];

  /** Planes from here on are empty. */
  private int used;

  void clear() {
    Arrays.fill(planes, 0, used, 0);
    used = 0;
  }

  /** Counts one more where a bit is set. */
  void add(long bits) {
    long carry = bits;
    int plane = 0;
    while (carry != 0) {
      long before = planes[plane];
      planes[plane++] = before ^ carry;
      carry &= before;
    }
    used = Math.max(used, plane);
  }

  /** Adds other counts, so many times each. */
  void add(BitCounts other, int times) {
    for (int left = times; left != 0; left &= left - 1) {
      addShifted(other, Integer.numberOfTrailingZeros(left));
    }
  }

  private void addShifted(BitCounts other, int shift) {
    long carry = 0;
    int plane = shift;
    for (; plane < other.used + shift || carry != 0; plane++) {
      long added = plane - shift < other.used ? other.planes[plane - shift] : 0;
      long before = planes[plane];
      long either = before ^ added;
      planes[plane] = either ^ carry;
      carry = before & added | either & carry;
    }
    used = Math.max(used, plane);
  }

  /** Which of the 64 have the largest count, a bit for each. */
  long largest() {
    long largest = -1;
    for (int plane = used - 1; plane >= 0; plane--) {
      long having = largest & planes[plane];
      largest = having == 0 ? largest : having;
    }
    return largest;
  }

  /** One count. */
  int get(int place) {
    int count = 0;
    for (int plane = 0; plane < used; plane++) {
      count |= (int) (planes[plane] >>> place & 1) << plane;
    }
    return count;
  }
}
