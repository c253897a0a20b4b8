package dev.plumbline.evaluation.estimate;

/**
 * The margin of an estimate that may be looked at as often as one likes (Waudby-Smith et al.,
 * asymptotic confidence sequences; reference package drconfseq): sd sqrt(2 (t r + 1) ln(sqrt(t r +
 * 1) / alpha) / (t^2 r)). It is narrowest, compared with a fixed interval, near {@code tOpt} rows.
 *
 * <p>Worked value: tOpt 1,000 at 95 % gives r = 0.008211968 and unit margins 0.382322 after 100,
 * 0.095979 after 1,000 and 0.032463 after 10,000 rows.
 */
public final class AsymptoticSequence {
  private static final int STEPS = 100;

  private final double alpha;
  private final double r;

  /** A sequence for a level, for example 0.95. */
  public AsymptoticSequence(double tOpt, double level) {
    this.alpha = 1 - level;
    this.r = (-lambertMinusOne(-alpha * alpha / Math.E) - 1) / tOpt;
  }

  /** The tuning constant. */
  double r() {
    return r;
  }

  /** Half the interval's width around a mean of {@code t} values with that standard deviation. */
  public double margin(double sd, double t) {
    double grown = t * r + 1;
    return sd * Math.sqrt(2 * grown * Math.log(Math.sqrt(grown) / alpha) / (t * t * r));
  }

  /** The lower branch of Lambert's W: w e^w = x with w below -1, for -1/e &lt; x &lt; 0. */
  private static double lambertMinusOne(double x) {
    double w = Math.log(-x) - 1;
    for (int i = 0; i < STEPS; i++) {
      w = Math.log(-x) - Math.log(-w);
    }
    return w;
  }
}
