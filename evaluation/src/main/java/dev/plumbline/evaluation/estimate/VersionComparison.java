package dev.plumbline.evaluation.estimate;

/**
 * The difference of two pass rates, watched continuously.
 *
 * @param before rate of the earlier version
 * @param after rate of the later one
 * @param difference after minus before
 * @param interval anytime-valid interval of the difference
 * @param nBefore scored answers of the earlier version
 * @param nAfter scored answers of the later one
 * @param verdict what may be said
 */
public record VersionComparison(
    double before,
    double after,
    double difference,
    Interval interval,
    long nBefore,
    long nAfter,
    Verdict verdict) {

  /** What a comparison may say; never "equal". */
  public enum Verdict {
    BETTER,
    WORSE,
    NO_DIFFERENCE_SHOWN,
    NOT_ENOUGH_DATA
  }

  /**
   * Compares two counts of passes by confidence sequences.
   *
   * @param minimum answers needed on each side before a verdict
   * @param level for example 0.95
   */
  public static VersionComparison of(
      long passesBefore, long nBefore, long passesAfter, long nAfter, long minimum, double level) {
    throw new UnsupportedOperationException();
  }
}
