package dev.plumbline.evaluation.estimate;

import java.util.ArrayList;
import java.util.List;

/**
 * A post-stratum as the method sees it: scaled for answers without a verdict, and merged with its
 * small neighbours.
 *
 * @param ids the post-strata in it, lowest first; the lowest names it
 * @param sums over the verdicts in use
 * @param rows rows behind A: scored ones, or asked ones when "no verdict" is a verdict in use
 */
record Stratum(List<String> ids, StratumTally sums, long rows) {
  static Stratum of(List<String> ids, StratumTally sums, boolean withNone) {
    return new Stratum(ids, sums, withNone ? sums.asked() : sums.scored());
  }

  String id() {
    return ids.getFirst();
  }

  /** Whether the judge saw any of it. */
  boolean judged() {
    return sums.a() > 0;
  }

  /** Kish's count: rows of equal weight that would tell as much. */
  double kish() {
    return sums.a() * sums.a() / sums.b();
  }

  Stratum with(Stratum other) {
    List<String> all = new ArrayList<>(ids);
    all.addAll(other.ids);
    all.sort(JudgedSums.BY_ID);
    StratumTally sum = new StratumTally();
    sum.add(sums);
    sum.add(other.sums);
    return new Stratum(List.copyOf(all), sum, rows + other.rows);
  }
}
