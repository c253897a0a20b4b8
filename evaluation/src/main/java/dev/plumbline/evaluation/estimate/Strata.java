package dev.plumbline.evaluation.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Step 0 of the method: which verdicts are in use, what an asked row stands for when some of its
 * kind brought no verdict, and strata large enough to have a variance.
 *
 * @param all in order of their ids
 * @param withNone whether "asked without a usable verdict" is a verdict of its own
 * @param scales r by post-stratum, of the last hour that has it
 */
record Strata(List<Stratum> all, boolean withNone, SortedMap<String, Double> scales) {
  /** Labels on rows without a verdict that make "no verdict" a verdict of its own. */
  private static final long LABELS_WITHOUT_VERDICT = 5;

  /** Kish's count below which a stratum is merged. */
  private static final double SMALL = 20;

  /** Whether rows without a verdict have labels enough to be told apart. */
  static boolean withNone(List<JudgedSums> hours) {
    return hours.stream()
            .flatMap(hour -> hour.strata().values().stream())
            .mapToLong(tally -> tally.labels(StratumTally.NONE))
            .sum()
        >= LABELS_WITHOUT_VERDICT;
  }

  /**
   * Scaled, not yet merged.
   *
   * @param hours sums of one hour each, since answers without a verdict come in outages: in each
   *     hour and stratum the verdicts there are stand for those that are missing
   */
  static Strata scaled(List<JudgedSums> hours, boolean withNone) {
    SortedMap<String, StratumTally> sums = new TreeMap<>(JudgedSums.BY_ID);
    SortedMap<String, Double> scales = new TreeMap<>(JudgedSums.BY_ID);
    for (JudgedSums hour : hours) {
      for (Map.Entry<String, StratumTally> entry : hour.strata().entrySet()) {
        StratumTally raw = entry.getValue().cleaned();
        double answered = raw.a(0) + raw.a(1);
        double r = withNone || answered <= 0 ? 1 : raw.a() / answered;
        scales.put(entry.getKey(), r);
        sums.computeIfAbsent(entry.getKey(), none -> new StratumTally())
            .addScaled(raw, r, withNone);
      }
    }
    List<Stratum> strata = new ArrayList<>();
    sums.forEach((id, tally) -> strata.add(Stratum.of(List.of(id), tally, withNone)));
    return new Strata(List.copyOf(strata), withNone, scales);
  }

  /**
   * Small strata added to their lower neighbour, the lowest to the next higher; those of which the
   * judge saw nothing take no part.
   */
  Strata merged() {
    List<Stratum> strata = new ArrayList<>(all);
    while (true) {
      List<Integer> judged = new ArrayList<>();
      for (int i = 0; i < strata.size(); i++) {
        if (strata.get(i).judged()) {
          judged.add(i);
        }
      }
      Optional<Integer> small =
          judged.stream().filter(i -> Tolerance.below(strata.get(i).kish(), SMALL)).findFirst();
      if (small.isEmpty() || judged.size() < 2) {
        return new Strata(List.copyOf(strata), withNone, scales);
      }
      int at = judged.indexOf(small.get());
      int into = judged.get(at == 0 ? 0 : at - 1);
      int from = judged.get(at == 0 ? 1 : at);
      strata.set(into, strata.get(into).with(strata.get(from)));
      strata.remove(from);
    }
  }

  /**
   * Share of the eligible traffic that may be of a kind that the judge never met: of a stratum too
   * small to stand alone, seen in m rows of equal weight, the exact upper limit (Clopper and
   * Pearson) of what none of m rows showed, 1 - (alpha / 2)^(1 / m); all of one that it saw nothing
   * of. At 95 %, 3 rows of 10 % of the traffic: .1 (1 - .025^(1/3)) = .0708. Absent without
   * traffic. Asked of strata that are not merged.
   */
  OptionalDouble unseenShare(double level) {
    double n = 0;
    double unseen = 0;
    for (Stratum stratum : all) {
      n += stratum.sums().n();
      if (!stratum.judged()) {
        unseen += stratum.sums().n();
      } else if (Tolerance.below(stratum.kish(), SMALL)) {
        unseen += stratum.sums().n() * (1 - Math.pow((1 - level) / 2, 1 / stratum.kish()));
      }
    }
    return n > 0 ? OptionalDouble.of(Math.min(1, unseen / n)) : OptionalDouble.empty();
  }

  /** The same strata as another window's, merged as that one needed. */
  Strata alignedTo(Strata other) {
    List<Stratum> aligned = new ArrayList<>();
    for (Stratum wanted : other.all()) {
      StratumTally sum = new StratumTally();
      all.stream()
          .filter(stratum -> wanted.ids().contains(stratum.id()))
          .forEach(stratum -> sum.add(stratum.sums()));
      aligned.add(Stratum.of(wanted.ids(), sum, withNone));
    }
    return new Strata(List.copyOf(aligned), withNone, scales);
  }

  /** All of them in one. */
  StratumTally total() {
    StratumTally total = new StratumTally();
    all.forEach(stratum -> total.add(stratum.sums()));
    return total;
  }
}
