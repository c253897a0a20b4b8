package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.Wilson;
import dev.plumbline.evaluation.sampling.Traffic.Place;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far verdicts lie from a rate, learnt from weighted sums. A stratum's pass rate is that of its
 * verdicts in all slices, with half a pass and half a fail added (so that nothing is taken for
 * certain); a cell's is its own, with 20 verdicts of its stratum added. Verdicts count as many as
 * equal weights would make them (Kish). With pass rate p a verdict's mean square distance from a
 * rate r is p (1 - p) + (p - r)^2 = p (1 - 2 r) + r^2; of several criteria the mean is taken. What
 * may be true of it follows from the 99 % score interval of p, with one verdict more than there
 * were: that one also tells where a rare failure has not been seen yet.
 *
 * <p>Before any verdict every cell has 0.25, which makes equal rates.
 */
final class Spreads {
  private static final double PRIOR = 20;
  private static final double LEVEL = 0.99;

  private Spreads() {}

  /**
   * Mean square distances of a cell's verdicts.
   *
   * @param fromAll from the rate of all
   * @param low from the rate of the slice, the least that may be
   * @param high the same, the largest
   */
  record Spread(double fromAll, double low, double high) {
    Spread plus(Spread other) {
      return new Spread(fromAll + other.fromAll, low + other.low, high + other.high);
    }
  }

  static Map<Place, Spread> of(List<String> criteria, List<Place> places) {
    Map<Place, Spread> sums = new LinkedHashMap<>();
    for (String criterion : criteria) {
      Map<String, Sums> strata = new HashMap<>();
      for (Place place : places) {
        Sums own = Sums.of(place, criterion);
        strata.merge(place.stratum(), own, Sums::plus);
      }
      Map<Place, Double> rates = new LinkedHashMap<>();
      for (Place place : places) {
        Sums stratum = Optional.ofNullable(strata.get(place.stratum())).orElse(Sums.NONE);
        rates.put(place, Sums.of(place, criterion).shrunk(stratum.shrunk(0.5, 1), PRIOR));
      }
      Map<Slice, Mean> slices = new HashMap<>();
      Mean all = new Mean();
      rates.forEach(
          (place, rate) -> {
            all.add(place.perHour(), rate);
            slices.computeIfAbsent(place.slice(), none -> new Mean()).add(place.perHour(), rate);
          });
      rates.forEach(
          (place, rate) -> {
            double slice = slices.getOrDefault(place.slice(), all).value();
            double share = 1.0 / criteria.size();
            double n = Sums.of(place, criterion).effectiveN();
            Interval p = Wilson.interval(rate, n + 1, LEVEL);
            double one = share * spread(p.low(), slice);
            double other = share * spread(p.high(), slice);
            Spread spread =
                new Spread(
                    share * spread(rate, all.value()), Math.min(one, other), Math.max(one, other));
            sums.merge(place, spread, Spread::plus);
          });
    }
    return sums;
  }

  private static double spread(double p, double from) {
    return p * (1 - 2 * from) + from * from;
  }

  /** Weighted sums of verdicts. */
  private record Sums(double a0, double a1, double b) {
    static final Sums NONE = new Sums(0, 0, 0);

    static Sums of(Place place, String criterion) {
      PlanMemory memory = place.criteria().get(criterion);
      return memory == null
          ? NONE
          : new Sums(memory.getA0(), memory.getA1(), memory.getB0() + memory.getB1());
    }

    Sums plus(Sums other) {
      return new Sums(a0 + other.a0, a1 + other.a1, b + other.b);
    }

    double effectiveN() {
      double a = a0 + a1;
      return a > 0 && b > 0 ? a * a / b : 0;
    }

    /** The pass rate with {@code more} verdicts of another rate added. */
    double shrunk(double rate, double more) {
      double n = effectiveN();
      return n > 0 ? (n * a1 / (a0 + a1) + more * rate) / (n + more) : rate;
    }
  }

  private static final class Mean {
    private double weights;
    private double sum;

    void add(double weight, double value) {
      weights += weight;
      sum += weight * value;
    }

    double value() {
      return sum / weights;
    }
  }
}
