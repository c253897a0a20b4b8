package dev.plumbline.evaluation.estimate;

/**
 * The difference of two pass rates, watched continuously. Its counts are rows, each of weight 1:
 * for sampled rows it compares the rows that were judged, not the traffic.
 *
 * @param before rate of the earlier version; 0 when it has no answers
 * @param after rate of the later one; 0 when it has no answers
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
    /** The interval lies above 0. */
    BETTER,
    /** The interval lies below 0. */
    WORSE,
    /** The interval holds 0. */
    NO_DIFFERENCE_SHOWN,
    /** One side has fewer answers than the minimum. */
    NOT_ENOUGH_DATA
  }

  /**
   * Compares two counts of passes, 376 of 400 and 284 of 400 for example: WORSE, difference -0.23.
   * Each rate gets a {@link ConfidenceSequence} with half the error, so that by the union bound
   * both hold at every look with the wanted level, and the difference lies between their far ends.
   *
   * @param minimum answers needed on each side before a verdict
   * @param level for example 0.95
   */
  public static VersionComparison of(
      long passesBefore, long nBefore, long passesAfter, long nAfter, long minimum, double level) {
    Interval difference = difference(passesBefore, nBefore, passesAfter, nAfter, level);
    double rateBefore = nBefore == 0 ? 0 : (double) passesBefore / nBefore;
    double rateAfter = nAfter == 0 ? 0 : (double) passesAfter / nAfter;
    return new VersionComparison(
        rateBefore,
        rateAfter,
        rateAfter - rateBefore,
        difference,
        nBefore,
        nAfter,
        verdict(difference, Math.min(nBefore, nAfter) < minimum));
  }

  /**
   * The smallest error at which the counts still differ, valid at every look; 1 when they do not at
   * the level.
   */
  public static double p(
      long passesBefore, long nBefore, long passesAfter, long nAfter, double level) {
    return AnytimeP.of(at -> difference(passesBefore, nBefore, passesAfter, nAfter, at), level);
  }

  private static Interval difference(
      long passesBefore, long nBefore, long passesAfter, long nAfter, double level) {
    double each = 1 - (1 - level) / 2;
    Interval before = ConfidenceSequence.interval(passesBefore, nBefore, each);
    Interval after = ConfidenceSequence.interval(passesAfter, nAfter, each);
    return new Interval(after.low() - before.high(), after.high() - before.low());
  }

  private static Verdict verdict(Interval difference, boolean few) {
    if (few) {
      return Verdict.NOT_ENOUGH_DATA;
    }
    if (difference.high() < 0) {
      return Verdict.WORSE;
    }
    return difference.low() > 0 ? Verdict.BETTER : Verdict.NO_DIFFERENCE_SHOWN;
  }
}
