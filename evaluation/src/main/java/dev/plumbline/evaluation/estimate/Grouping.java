package dev.plumbline.evaluation.estimate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Step 2: strata of similar weight share their labels, at least 80 to a group, so that one label of
 * large weight never decides.
 *
 * @param groups places of strata, group by group
 */
record Grouping(List<List<Integer>> groups) {
  private static final long LABELS = 80;
  private static final MathContext DIGITS = new MathContext(9);

  static Grouping of(List<Stratum> strata) {
    List<Integer> order =
        IntStream.range(0, strata.size())
            .boxed()
            .sorted(
                Comparator.comparing((Integer i) -> !strata.get(i).judged())
                    .thenComparing(i -> meanWeight(strata.get(i)))
                    .thenComparing(i -> strata.get(i).id(), JudgedSums.BY_ID))
            .toList();
    List<List<Integer>> groups = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    long labels = 0;
    for (int stratum : order) {
      open.add(stratum);
      labels += strata.get(stratum).sums().labels();
      if (labels >= LABELS) {
        groups.add(open);
        open = new ArrayList<>();
        labels = 0;
      }
    }
    if (!open.isEmpty()) {
      if (groups.isEmpty()) {
        groups.add(open);
      } else {
        groups.getLast().addAll(open);
      }
    }
    return new Grouping(List.copyOf(groups));
  }

  private static BigDecimal meanWeight(Stratum stratum) {
    return stratum.judged()
        ? BigDecimal.valueOf(stratum.sums().a() / stratum.rows()).round(DIGITS)
        : BigDecimal.ZERO;
  }

  /** The group of each stratum. */
  int[] of(int strata) {
    int[] group = new int[strata];
    for (int g = 0; g < groups.size(); g++) {
      for (int stratum : groups.get(g)) {
        group[stratum] = g;
      }
    }
    return group;
  }

  /** Sums of each group. */
  List<StratumTally> sums(List<Stratum> strata) {
    List<StratumTally> sums = new ArrayList<>();
    for (List<Integer> group : groups) {
      StratumTally sum = new StratumTally();
      group.forEach(stratum -> sum.add(strata.get(stratum).sums()));
      sums.add(sum);
    }
    return sums;
  }
}
