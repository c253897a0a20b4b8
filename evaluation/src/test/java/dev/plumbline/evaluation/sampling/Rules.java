package dev.plumbline.evaluation.sampling;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * The rules of an allocation written down plainly, and a search that knows nothing of multipliers:
 * it moves calls between two cells at a time as long as that makes the whole more exact. The
 * problem is convex, so that where no such move helps is close to the optimum.
 */
final class Rules {
  private static final int MOVES = 60_000;

  private final List<Cell> cells;
  private final double floor;
  private final double budget;
  private final double uniform;

  Rules(List<Cell> cells, double floor, double budget, double uniform) {
    this.cells = cells;
    this.floor = floor;
    this.budget = budget;
    this.uniform = uniform;
  }

  double variance(double[] pi) {
    double sum = 0;
    for (int i = 0; i < pi.length; i++) {
      sum += cells.get(i).eligible() * cells.get(i).spread() / pi[i];
    }
    return sum;
  }

  /** How far a rule is broken at most, as a share of what it allows; 0 or less when none is. */
  double broken(double[] pi) {
    double calls = 0;
    double worst = 0;
    TreeMap<String, double[]> slices = new TreeMap<>();
    for (int i = 0; i < pi.length; i++) {
      Cell cell = cells.get(i);
      double n = cell.eligible();
      calls += n * pi[i];
      worst = Math.max(worst, Math.max(pi[i] - 1, SamplingPolicy.FLOOR - pi[i]));
      double[] slice = slices.computeIfAbsent(cell.slice(), none -> new double[4]);
      slice[0] += n;
      slice[1] += n * pi[i];
      double more = (1 / pi[i] - 1) - 1.1 * (1 / uniform - 1);
      slice[2] += n * (more > 0 ? cell.sliceHigh() : cell.sliceLow()) * more;
      slice[3] += n * cell.sliceHigh() * (1 / uniform - 1);
    }
    worst = Math.max(worst, calls / budget - 1);
    for (double[] slice : slices.values()) {
      worst = Math.max(worst, 1 - slice[1] / Math.min(floor, slice[0]));
      worst = Math.max(worst, slice[2] / slice[3]);
    }
    return worst;
  }

  /** Starts from one rate for all, raised to the floors. */
  double[] search(Random random) {
    double[] best = new double[cells.size()];
    for (int i = 0; i < best.length; i++) {
      String slice = cells.get(i).slice();
      double all =
          cells.stream().filter(c -> c.slice().equals(slice)).mapToDouble(Cell::eligible).sum();
      best[i] = Math.clamp(floor / all, uniform, 1);
    }
    double value = variance(best);
    double step = 0.5;
    for (int move = 0; move < MOVES; move++) {
      step = move % 6_000 == 0 && move > 0 ? step / 3 : step;
      int from = random.nextInt(best.length);
      int to = random.nextInt(best.length);
      double calls = step * random.nextDouble() * cells.get(from).eligible() * best[from];
      double[] next = best.clone();
      next[from] -= calls / cells.get(from).eligible();
      next[to] += calls / cells.get(to).eligible();
      if (from != to && variance(next) < value && broken(next) <= 1e-9) {
        best = next;
        value = variance(next);
      }
    }
    return best;
  }
}
