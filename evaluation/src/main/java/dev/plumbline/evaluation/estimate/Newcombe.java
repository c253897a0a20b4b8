package dev.plumbline.evaluation.estimate;

/**
 * The hybrid score interval of a difference of two independent rates (Newcombe 1998, method 10):
 * the distances of each rate from its own limits are squared and added. 56 of 70 less 48 of 80 is
 * 0.2, [0.0524315, 0.3338727].
 */
public final class Newcombe {
  private Newcombe() {}

  /** The interval of {@code passes2 / n2 - passes1 / n1}; both n above 0. */
  public static Interval interval(long passes1, long n1, long passes2, long n2, double level) {
    double first = (double) passes1 / n1;
    double second = (double) passes2 / n2;
    return interval(
        first, Wilson.interval(first, n1, level), second, Wilson.interval(second, n2, level));
  }

  /** The interval of {@code second - first}, each with an interval of its own. */
  public static Interval interval(
      double first, Interval ofFirst, double second, Interval ofSecond) {
    double difference = second - first;
    return new Interval(
        difference - Math.hypot(second - ofSecond.low(), ofFirst.high() - first),
        difference + Math.hypot(ofSecond.high() - second, first - ofFirst.low()));
  }
}
