package dev.plumbline.evaluation.estimate;

/**
 * The Horvitz-Thompson estimate of how many answers pass, from rows asked independently with chance
 * pi = 1 / w: T = sum w over passes, with variance sum (1 - pi) / pi^2 over passes (Horvitz and
 * Thompson 1952). It needs no total of the weights, and is the less exact one for a rate: see
 * {@link Hajek}.
 *
 * <p>Worked value: pi = 1, 1, .5, .5, .1, .1, .1, passes 0, 1, 1, 0, 1, 1, 0 of 44 answers: total
 * 23, mean 0.5227273, standard error of the mean 0.3066077.
 *
 * @param a1 sum of w over passes
 * @param b1 sum of w^2 over passes
 */
public record HorvitzThompson(double a1, double b1) {
  /** Answers that pass. */
  public double total() {
    return a1;
  }

  /** Its variance for the traffic that was there. */
  public double variance() {
    return Math.max(0, b1 - a1);
  }

  /** The rate among {@code n} answers. */
  public double mean(double n) {
    return a1 / n;
  }

  /** The standard error of that rate. */
  public double meanSe(double n) {
    return Math.sqrt(variance()) / n;
  }
}
