package dev.plumbline.evaluation.estimate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Which of many findings stand, so that at most a share q of them is expected to be false. */
public final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * Benjamini and Hochberg 1995: the k smallest p-values stand, k the largest with p_(k) at most q
   * k / m. Of the 15 of their own example at q = .05, 4 stand.
   *
   * @return per value whether it stands
   */
  public static List<Boolean> benjaminiHochberg(List<Double> p, double q) {
    return standing(p.stream().map(value -> -value).toList(), (k, x) -> -x <= q * k / p.size());
  }

  /**
   * Wang and Ramdas 2022, valid however findings depend on each other: the k largest e-values
   * stand, k the largest with e_(k) at least m / (q k).
   */
  public static List<Boolean> eBenjaminiHochberg(List<Double> e, double q) {
    return standing(e, (k, x) -> x >= e.size() / (q * k));
  }

  /** Whether the k-th largest value is extreme enough for k findings. */
  private interface Limit {
    boolean reached(int k, double value);
  }

  private static List<Boolean> standing(List<Double> values, Limit limit) {
    List<Integer> order =
        IntStream.range(0, values.size())
            .boxed()
            .sorted(Comparator.comparing((Integer i) -> values.get(i)).reversed())
            .toList();
    int found = 0;
    for (int k = 1; k <= order.size(); k++) {
      if (limit.reached(k, values.get(order.get(k - 1)))) {
        found = k;
      }
    }
    Boolean[] stands = new Boolean[values.size()];
    Arrays.fill(stands, false);
    order.subList(0, found).forEach(i -> stands[i] = true);
    return List.of(stands);
  }
}
