package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code auto} is worth: rates that were planned from one hour of verdicts, over many samples
 * of the next hour, against one rate for all and against the best rates that there are. Another
 * seed: {@code -Dsampling.seed=7}.
 */
class AutoAgainstUniformTest {
  private static final int RUNS = 2_000;
  private static final double LEARNING = 0.05;
  private static final double FLOOR = 50;

  /** Answers of a stratum in a slice, {@code bad} of them bad. */
  private record Part(String model, String stratum, long n, long bad) {
    static Part of(String model, String stratum, long n, double bad) {
      return new Part(model, stratum, n, Math.round(n * bad));
    }

    double rate() {
      return 1 - (double) bad / n;
    }
  }

  private record Population(String name, double callsPerHour, List<Part> parts) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Population> populations() {
    List<Part> many = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      long n = Math.round(60_000 * Math.pow(0.4, i));
      many.add(Part.of("m" + i, "rest", n, 0.01 + 0.01 * i));
      many.add(Part.of("m" + i, "suspicious", n / 8, 0.2 + 0.08 * i));
    }
    return Stream.of(
        new Population(
            "checks that see most failures",
            3_000,
            List.of(
                Part.of("v1", "rest", 60_000, 0.005),
                Part.of("v1", "suspicious", 4_000, 0.55),
                Part.of("v2", "rest", 30_000, 0.01),
                Part.of("v2", "suspicious", 3_000, 0.4))),
        new Population("many slices, some small", 4_000, many),
        new Population(
            "one model much worse than the other",
            2_500,
            List.of(
                Part.of("good", "rest", 40_000, 0.004),
                Part.of("good", "suspicious", 1_500, 0.12),
                Part.of("bad", "rest", 10_000, 0.3),
                Part.of("bad", "suspicious", 5_000, 0.5))));
  }

  @ParameterizedTest
  @MethodSource("populations")
  void isCloseToTheBestAndNoSliceIsMuchWorseThanWithOneRate(Population population) {
    // Given
    Random random = new Random(Long.getLong("sampling.seed", 1));
    Map<Part, Double> auto = planned(population, random);
    double total = population.parts().stream().mapToLong(Part::n).sum();
    double calls = auto.entrySet().stream().mapToDouble(e -> e.getKey().n() * e.getValue()).sum();
    double uniform = calls / total;
    // When
    Map<String, Moments> byAuto = runs(population, auto::get, random);
    Map<String, Moments> byUniform = runs(population, part -> uniform, random);
    // Then
    assertThat(byAuto.get("calls").mean())
        .isCloseTo(byUniform.get("calls").mean(), within(0.02 * calls));
    double best = best(population, calls);
    double ratio = byAuto.get("all").variance() / best;
    assertThat(ratio).isLessThanOrEqualTo(1.15);
    assertThat(byUniform.get("all").variance() / best).as("one rate for all").isGreaterThan(1.3);
    double truth = truth(population.parts());
    assertThat(byAuto.get("all").mean()).isCloseTo(truth, within(0.2 * Math.sqrt(best)));
    for (String model : population.parts().stream().map(Part::model).distinct().toList()) {
      double slice = byAuto.get(model).variance() / byUniform.get(model).variance();
      assertThat(byDesign(population, model, auto, uniform)).as(model).isLessThanOrEqualTo(1.1);
      // Two variances of 2,000 runs differ by 4.5 %.
      assertThat(slice).as(model).isLessThanOrEqualTo(1.1 * (1 + 3 * 0.045));
    }
  }

  /** Rates planned from one hour in which every answer had the same chance. */
  private static Map<Part, Double> planned(Population population, Random random) {
    SamplingPolicy policy =
        SamplingPolicy.parse(
            Policies.AUTO.replace(": 1000}", ": " + population.callsPerHour() + "}"));
    TreeMap<String, PlanMemory> memories = new TreeMap<>();
    long start = 1_793_534_400_000L;
    for (Part part : population.parts()) {
      Sample sample = new Sample();
      sample.ask(random, part.bad(), false, LEARNING);
      sample.ask(random, part.n() - part.bad(), true, LEARNING);
      for (int minute = 1; minute <= 60; minute++) {
        PlanInput.Builder news =
            PlanInput.newBuilder()
                .setEvaluator("answer-quality")
                .setCriterion("helpful")
                .setStratum(part.stratum())
                .setSlice(Slice.newBuilder().setTenant("t").setModel(part.model()))
                .setEligible(part.n() * minute / 60 - part.n() * (minute - 1) / 60);
        if (minute == 60) {
          news.setA0(sample.a0).setA1(sample.a1).setB0(sample.b0).setB1(sample.b1);
        }
        PlanInput input = news.build();
        long at = start + minute * 60_000L;
        memories.compute(
            Memory.key(input, policy.slices()),
            (key, held) -> Memory.with(held, input, policy.slices(), at));
      }
    }
    Plan plan =
        ((PlanMaker.Result.Made) PlanMaker.make(policy, memories.values(), Optional.empty()))
            .plan();
    Map<Part, Double> rates = new LinkedHashMap<>();
    for (Part part : population.parts()) {
      plan.getRatesList().stream()
          .filter(rate -> rate.hasSlice() && rate.getSlice().getModel().equals(part.model()))
          .filter(rate -> rate.getStratum().equals(part.stratum()))
          .forEach(rate -> rates.put(part, rate.getPi()));
    }
    return rates;
  }

  private static Map<String, Moments> runs(
      Population population, ToDoubleFunction<Part> rate, Random random) {
    Map<String, Moments> found = new TreeMap<>();
    for (int run = 0; run < RUNS; run++) {
      Map<String, Sample> samples = new TreeMap<>();
      for (Part part : population.parts()) {
        double pi = rate.applyAsDouble(part);
        Sample sample = new Sample();
        sample.ask(random, part.bad(), false, pi);
        sample.ask(random, part.n() - part.bad(), true, pi);
        samples.computeIfAbsent(part.model(), none -> new Sample()).add(sample);
        samples.computeIfAbsent("all", none -> new Sample()).add(sample);
      }
      samples.forEach(
          (name, sample) -> found.computeIfAbsent(name, none -> new Moments()).add(sample.rate()));
      found.computeIfAbsent("calls", none -> new Moments()).add(samples.get("all").asked);
    }
    return found;
  }

  /** Variance of the rate of all under the best rates with the same floors and no other rule. */
  private static double best(Population population, double calls) {
    double truth = truth(population.parts());
    double total = population.parts().stream().mapToLong(Part::n).sum();
    List<Cell> cells = population.parts().stream().map(p -> cell(p, truth)).toList();
    double[] pi =
        Allocation.of(cells, FLOOR, new Budget(calls, Double.POSITIVE_INFINITY)).orElseThrow().pi();
    double sum = 0;
    for (int i = 0; i < pi.length; i++) {
      sum += cells.get(i).eligible() * cells.get(i).spread() * (1 / pi[i] - 1);
    }
    return sum / (total * total);
  }

  private static Cell cell(Part part, double truth) {
    double p = part.rate();
    double spread = p * (1 - p) + (p - truth) * (p - truth);
    return new Cell(
        "quality", part.model(), part.stratum(), part.n(), spread, 0, 0, 0, OptionalDouble.empty());
  }

  private static double byDesign(
      Population population, String model, Map<Part, Double> auto, double uniform) {
    List<Part> parts = population.parts().stream().filter(p -> p.model().equals(model)).toList();
    double truth = truth(parts);
    double planned = 0;
    double one = 0;
    for (Part part : parts) {
      double spread = part.n() * cell(part, truth).spread();
      planned += spread * (1 / auto.get(part) - 1);
      one += spread * (1 / uniform - 1);
    }
    return planned / one;
  }

  private static double truth(List<Part> parts) {
    return 1
        - (double) parts.stream().mapToLong(Part::bad).sum()
            / parts.stream().mapToLong(Part::n).sum();
  }
}
