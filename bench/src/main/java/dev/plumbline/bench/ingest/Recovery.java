package dev.plumbline.bench.ingest;

/** How soon acknowledgements come again. */
final class Recovery {
  private static final int TENTHS_PER_SECOND = 10;
  private static final double NORMAL = 0.95;

  private Recovery() {}

  /**
   * Seconds from {@code back} to the start of the first second with at least 95 % of the due
   * acknowledgements; NaN when there is none.
   *
   * @param byTenth acknowledgements in each tenth of a second
   * @param back when the cause of the outage ended, in seconds from the first tenth
   * @param duePerSecond acknowledgements that are due in a second
   */
  static double seconds(int[] byTenth, double back, double duePerSecond) {
    for (int i = tenth(back); i + TENTHS_PER_SECOND <= byTenth.length; i++) {
      int sum = 0;
      for (int j = i; j < i + TENTHS_PER_SECOND; j++) {
        sum += byTenth[j];
      }
      if (sum >= NORMAL * duePerSecond) {
        return Math.max(0, (double) i / TENTHS_PER_SECOND - back);
      }
    }
    return Double.NaN;
  }

  /** Seconds from {@code back} to the first acknowledgement; NaN when there is none. */
  static double firstSeconds(int[] byTenth, double back) {
    for (int i = tenth(back); i < byTenth.length; i++) {
      if (byTenth[i] > 0) {
        return Math.max(0, (double) i / TENTHS_PER_SECOND - back);
      }
    }
    return Double.NaN;
  }

  private static int tenth(double seconds) {
    return (int) (seconds * TENTHS_PER_SECOND);
  }
}
