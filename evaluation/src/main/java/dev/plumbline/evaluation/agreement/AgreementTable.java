package dev.plumbline.evaluation.agreement;

import java.util.List;

/**
 * Items that two raters put into one of q categories each, with weights that stand for the traffic.
 * Adds over items in any order.
 */
public final class AgreementTable {
  private final List<String> categories;
  private final double[][] weights;
  private final double[][] squares;
  private long items;

  /** An empty table; at least two categories. */
  public AgreementTable(List<String> categories) {
    this.categories = List.copyOf(categories);
    this.weights = new double[categories.size()][categories.size()];
    this.squares = new double[categories.size()][categories.size()];
  }

  /** Adds items that the first rater put into {@code row} and the second into {@code column}. */
  public void add(int row, int column, double weight, long count) {
    items += count;
    weights[row][column] += count * weight;
    squares[row][column] += count * weight * weight;
  }

  /** The categories, in the order of their places. */
  public List<String> categories() {
    return categories;
  }

  /** Number of items. */
  public long items() {
    return items;
  }

  /** Sum of weights. */
  double total() {
    return sum(weights);
  }

  /** Kish's number of items: (sum w)^2 / sum w^2. */
  public double effective() {
    double total = total();
    return total == 0 ? 0 : total * total / sum(squares);
  }

  /** Weight share of a cell. */
  double p(int row, int column) {
    return weights[row][column] / total();
  }

  /** Sum of weights of a cell. */
  double weight(int row, int column) {
    return weights[row][column];
  }

  /** Sum of squared weights of a cell. */
  double square(int row, int column) {
    return squares[row][column];
  }

  private static double sum(double[][] cells) {
    double sum = 0;
    for (double[] row : cells) {
      for (double cell : row) {
        sum += cell;
      }
    }
    return sum;
  }
}
