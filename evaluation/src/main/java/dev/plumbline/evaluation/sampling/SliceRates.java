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
 *   <li>the slice's own rate is not much less exact than with one rate p for all, sum a (1 / pi - 1
 *       / p) &lt;= 0.05 sum a (1 / p - 1) with a = n sliceSpread (multiplier nu). As spreads are
 *       only estimates, what a slice may lose is counted with a standard error more, and what it
 *       gains with one less.
 * </ul>
 *
 * <p>All of it is convex, so where the gradient vanishes is the optimum: pi = sqrt((weight spread +
 * nu sliceSpread) / (lambda price - mu)), clipped, or p where the gradient jumps over 0. A
 * multiplier is only there when its rule would be broken without it, and is found by bisection:
 * what a rule limits moves one way with its multiplier.
 */
final class SliceRates {
  private static final double WORSE = 0.05;
  private static final double LEAST = 1e-40;
  private static final double MOST = 1e40;
  private static final double ROUNDING = 1e-12;

  private final List<Cell> cells;
  private final double weight;
  private final double[] prices;
  private final double dearest;
  private final double floor;
  private final double uniform;
  private final double allowed;
  private final double total;

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
    double loss = 0;
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      high = Math.max(high, prices[i]);
      most += cell.eligible() * cell.fixed().orElse(1);
      loss += cell.isFixed() ? 0 : cell.eligible() * cell.sliceSpread() * (1 / uniform - 1);
    }
    this.dearest = high;
    this.floor = Math.min(floor, most);
    this.uniform = uniform;
    this.allowed = WORSE * loss;
    this.total = loss;
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
    return MOST
        / Bisection.lastPower(1, MOST / LEAST, x -> lossAt.applyAsDouble(MOST / x) <= allowed);
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
    double losing = Math.sqrt((weight * cell.spread() + nu * high(cell)) / price);
    double gaining = Math.sqrt((weight * cell.spread() + nu * low(cell)) / price);
    return losing < uniform ? losing : Math.max(gaining, uniform);
  }

  private static double high(Cell cell) {
    return cell.sliceSpread() + cell.sliceError();
  }

  private static double low(Cell cell) {
    return Math.max(0, cell.sliceSpread() - cell.sliceError());
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
    return loss(pi) <= allowed + ROUNDING * total;
  }

  private double loss(double[] pi) {
    double loss = 0;
    for (int i = 0; i < pi.length; i++) {
      Cell cell = cells.get(i);
      double more = 1 / pi[i] - 1 / uniform;
      loss += cell.isFixed() ? 0 : cell.eligible() * (more > 0 ? high(cell) : low(cell)) * more;
    }
    return loss;
  }
}
