package dev.plumbline.evaluation.estimate;

import java.util.Optional;

/**
 * The Hajek estimate of a pass rate from rows asked with unequal chances, from sums alone: with
 * weights w = u / pi, the rate is sum w over passes / sum w (Sarndal, Swensson and Wretman 1992,
 * section 5.7).
 *
 * <p>Worked value: pi = 1, 1, .5, .5, .1, .1, .1 and passes 0, 1, 1, 0, 1, 1, 0 give rate
 * 0.6388889, standard error 0.2174585 for the realised traffic, effective n 4.1806452.
 *
 * @param a0 sum of w over fails
 * @param a1 sum of w over passes
 * @param b0 sum of w^2 over fails
 * @param b1 sum of w^2 over passes
 */
public record Hajek(double a0, double a1, double b0, double b1) {
  /** The estimate of sums; empty when nothing was judged. */
  public static Optional<Hajek> of(double a0, double a1, double b0, double b1) {
    return a0 + a1 > 0 && b0 + b1 > 0 ? Optional.of(new Hajek(a0, a1, b0, b1)) : Optional.empty();
  }

  /** The weighted pass rate, in [0, 1]. */
  public double rate() {
    return Math.clamp(a1 / (a0 + a1), 0, 1);
  }

  /** Kish's effective size (sum w)^2 / sum w^2: rows of equal weight that would tell as much. */
  public double effectiveN() {
    return (a0 + a1) * (a0 + a1) / (b0 + b1);
  }

  /**
   * Variance of the rate as an estimate for the process behind the traffic: sum w^2 (y - rate)^2 /
   * (sum w)^2.
   */
  public double processVariance() {
    return squares(b0, b1);
  }

  /**
   * Variance of the rate as an estimate for the traffic that was there, each row asked
   * independently with probability pi = 1 / w: sum (1 - pi) / pi^2 (y - rate)^2 / (sum w)^2. Holds
   * only without upstream weights (u = 1).
   */
  public double realisedVariance() {
    return squares(b0 - a0, b1 - a1);
  }

  private double squares(double fails, double passes) {
    double rate = rate();
    double sum = a0 + a1;
    return (passes * (1 - rate) * (1 - rate) + fails * rate * rate) / (sum * sum);
  }
}
