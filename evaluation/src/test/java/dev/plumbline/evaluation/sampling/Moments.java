package dev.plumbline.evaluation.sampling;

/** Mean and variance of numbers that come one by one. */
final class Moments {
  private long n;
  private double mean;
  private double squares;

  void add(double x) {
    n++;
    double off = x - mean;
    mean += off / n;
    squares += off * (x - mean);
  }

  double mean() {
    return mean;
  }

  double variance() {
    return squares / (n - 1);
  }
}
