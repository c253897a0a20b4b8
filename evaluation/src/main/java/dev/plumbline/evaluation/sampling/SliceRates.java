package dev.plumbline.evaluation.sampling;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;

/**
 * The best rates of one slice at one evaluator for a given price of a call: they minimise sum A /
 * pi + lambda sum price n pi over pi in [0.005, 1], with A = weight n spread, so that
 *
 * <ul>
 *   <li>at least {@code floor} answers are judged, sum n pi &gt;= floor (multiplier mu);
 *   <li>the slice's own rate has at most 1.1 times the variance that one rate p for all would give
 *       it, sum a (1 / pi - 1) &lt;= 1.1 sum a (1 / p - 1) with a = n spread from the slice's rate
 *       (multiplier nu), for all spreads between each cell's low and high.
 * </ul>
 *
 * <p>The second rule is sum a (1 / pi - 1 / safe) &lt;= 0 with 1 / safe - 1 = 1.1 (1 / p - 1). Its
 * worst case takes the high spread where pi is below safe and the low one elsewhere (a linear
 * constraint under interval uncertainty: Soyster 1973; Ben-Tal, El Ghaoui and Nemirovski, Robust
 * Optimization, 2009). So rates that are all at least safe keep it whatever the truth, and a rate
 * falls below safe only as far as verdicts have shown that the slice's other strata make up for it.
 *
 * <p>All of it is convex, so where the gradient vanishes is the optimum: pi = sqrt((weight spread +
 * nu spread) / (lambda price - mu)), clipped, or safe where the gradient jumps over 0. A multiplier
 * is only there when its rule would be broken without it, and is found by bisection: what a rule
 * limits moves one way with its multiplier.
 */
final class SliceRates {
  private static final double WORSE = 1.1;
  private static final double LEAST = 1e-40;
  private static final double MOST = 1e40;
  private static final double ROUNDING = 1e-12;

  private final List<Cell> cells;
  private final double weight;
  private final double[] prices;
  private final double dearest;
  private final double floor;
  private final double safe;
  private final double tolerance;

  /**
   * A slice.
   *
   * @param cells its strata
   * @param weight of their evaluator's variance
   * @param prices of a call, per cell
   * @param floor answers per hour
   * @param uniform the one rate that it is compared with
   */
  SliceRates(List<Cell> cells, double weight, double[] prices, double floor, double uniform) {
    this.cells = cells;
    this.weight = weight;
    this.prices = prices;
    double high = 0;
    double most = 0;
    double variance = 0;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      high = Math.max(high, prices[i]);
      most += cell.eligible() * cell.fixed().orElse(1);
      variance += cell.isFixed() ? 0 : cell.eligible() * cell.sliceHigh() * (1 / uniform - 1);
    }
    this.dearest = high;
    this.floor = Math.min(floor, most);
    this.safe = 1 / (1 + WORSE * (1 / uniform - 1));
    this.tolerance = ROUNDING * variance;
  }

  double[] at(double lambda) {
    double[] free = rates(lambda, 0, 0);
    boolean exact = exact(free);
    if (exact && enough(free)) {
      return free;
    }
    if (exact) {
      return floored(lambda, 0);
    }
    double nu = nu(n -> loss(rates(lambda, n, 0)));
    double[] careful = rates(lambda, nu, 0);
    if (enough(careful)) {
      return careful;
    }
    double[] floored = floored(lambda, 0);
    return exact(floored) ? floored : floored(lambda, nu(n -> loss(floored(lambda, n))));
  }

  private double nu(DoubleUnaryOperator lossAt) {
    return MOST / Bisection.lastPower(1, MOST / LEAST, x -> lossAt.applyAsDouble(MOST / x) <= 0);
  }

  private double[] floored(double lambda, double nu) {
    double[] free = rates(lambda, nu, 0);
    if (enough(free)) {
      return free;
    }
    double top = lambda * dearest;
    // Counted down from the top, where every rate is 1.
    double mu = top - Bisection.last(0, top, less -> enough(rates(lambda, nu, top - less)));
    return rates(lambda, nu, mu);
  }

  private double[] rates(double lambda, double nu, double mu) {
    return each(
        i -> {
          Cell cell = cells.get(i);
          double price = lambda * prices[i] - mu;
          return cell.fixed().orElse(Math.clamp(rate(cell, price, nu), SamplingPolicy.FLOOR, 1));
        });
  }

  private double rate(Cell cell, double price, double nu) {
    if (!(price > 0)) {
      return 1;
    }
    double losing = Math.sqrt((weight * cell.spread() + nu * cell.sliceHigh()) / price);
    double gaining = Math.sqrt((weight * cell.spread() + nu * cell.sliceLow()) / price);
    return losing < safe ? losing : Math.max(gaining, safe);
  }

  private double[] each(IntToDoubleFunction rate) {
    double[] pi = new double[cells.size()];
    for (int i = 0; i < pi.length; i++) {
      pi[i] = rate.applyAsDouble(i);
    }
    return pi;
  }

  private boolean enough(double[] pi) {
    double judged = 0;
    for (int i = 0; i < pi.length; i++) {
      judged += cells.get(i).eligible() * pi[i];
    }
    return judged >= floor * (1 - ROUNDING);
  }

  private boolean exact(double[] pi) {
    return loss(pi) <= tolerance;
  }

  /** By how much the second rule is broken in its worst case; 0 or less when it is kept. */
  private double loss(double[] pi) {
    double loss = 0;
    for (int i = 0; i < pi.length; i++) {
      Cell cell = cells.get(i);
      double more = 1 / pi[i] - 1 / safe;
      loss +=
          cell.isFixed()
              ? 0
              : cell.eligible() * (more > 0 ? cell.sliceHigh() : cell.sliceLow()) * more;
    }
    return loss;
  }
}
