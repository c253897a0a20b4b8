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
 * What {@code auto} is worth: rates that were planned from hours of verdicts, against one rate for
 * all at as many calls, and against the best rates that there are. Another seed: {@code
 * -Dsampling.seed=7}.
 */
class AutoAgainstUniformTest {
  private static final long SEED = Long.getLong("sampling.seed", 1);
  private static final int PASTS = 40;
  private static final int RUNS = 2_000;

  /** Relative standard error of a variance of so many runs. */
  private static final double NOISE = Math.sqrt(2.0 / RUNS);

  private static final double LEARNING = 0.05;
  private static final double FLOOR = 50;
  private static final int HALF_A_DAY = 12;
  private static final long START = 1_793_534_400_000L;

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
    long answers() {
      return parts.stream().mapToLong(Part::n).sum();
    }

    List<String> models() {
      return parts.stream().map(Part::model).distinct().toList();
    }

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

  /** Whatever the first hour happened to hold; and after half a day the whole is exact too. */
  @ParameterizedTest
  @MethodSource("populations")
  void noSlicePaysForTheWholeWhateverWasSeenBefore(Population population) {
    for (int past = 0; past < PASTS; past++) {
      Random random = new Random(SEED + 1_000L * past);
      Map<Part, Double> first = planned(population, 1, random);
      Map<Part, Double> later = planned(population, HALF_A_DAY, random);
      for (String model : population.models()) {
        assertThat(slice(population, model, first))
            .as("%s, first hour %s", model, past)
            .isLessThanOrEqualTo(1.1);
        assertThat(slice(population, model, later))
            .as("%s, day %s", model, past)
            .isLessThanOrEqualTo(1.1);
      }
      double whole = variance(population, later) / best(population, calls(later));
      assertThat(whole).as("all, day %s", past).isLessThanOrEqualTo(1.15);
    }
  }

  @ParameterizedTest
  @MethodSource("populations")
  void thePublishedRateIsCloseToTheBest(Population population) {
    // Given
    Random random = new Random(SEED);
    Map<Part, Double> auto = planned(population, HALF_A_DAY, random);
    double calls = calls(auto);
    double uniform = calls / population.answers();
    // When
    Map<String, Moments> byAuto = runs(population, auto::get, random);
    Map<String, Moments> byUniform = runs(population, part -> uniform, random);
    // Then
    assertThat(byAuto.get("calls").mean())
        .isCloseTo(byUniform.get("calls").mean(), within(0.02 * calls));
    double best = best(population, calls);
    assertThat(byAuto.get("all").variance() / best).isLessThanOrEqualTo(1.15 * (1 + 3 * NOISE));
    assertThat(byUniform.get("all").variance() / best).as("one rate for all").isGreaterThan(1.3);
    double truth = truth(population.parts());
    assertThat(byAuto.get("all").mean()).isCloseTo(truth, within(0.2 * Math.sqrt(best)));
    for (String model : population.models()) {
      double slice = byAuto.get(model).variance() / byUniform.get(model).variance();
      assertThat(slice).as(model).isLessThanOrEqualTo(1.1 * (1 + 3 * Math.sqrt(2) * NOISE));
    }
  }

  /** Rates after some hours, in the first of which every answer had the same chance. */
  private static Map<Part, Double> planned(Population population, int hours, Random random) {
    SamplingPolicy policy =
        SamplingPolicy.parse(
            Policies.AUTO.replace(": 1000}", ": " + population.callsPerHour() + "}"));
    TreeMap<String, PlanMemory> memories = new TreeMap<>();
    Map<Part, Double> rates = new LinkedHashMap<>();
    population.parts().forEach(part -> rates.put(part, LEARNING));
    for (int hour = 0; hour < hours; hour++) {
      for (Part part : population.parts()) {
        learn(memories, policy, part, hour, asked(part, rates.get(part), random));
      }
      Plan plan =
          ((PlanMaker.Result.Made) PlanMaker.make(policy, memories.values(), Optional.empty()))
              .plan();
      for (Part part : population.parts()) {
        plan.getRatesList().stream()
            .filter(rate -> rate.hasSlice() && rate.getSlice().getModel().equals(part.model()))
            .filter(rate -> rate.getStratum().equals(part.stratum()))
            .forEach(rate -> rates.put(part, rate.getPi()));
      }
    }
    return rates;
  }

  private static Sample asked(Part part, double pi, Random random) {
    Sample sample = new Sample();
    sample.ask(random, part.bad(), false, pi);
    sample.ask(random, part.n() - part.bad(), true, pi);
    return sample;
  }

  /** Traffic comes every minute, the hour's verdicts with the last of it. */
  private static void learn(
      Map<String, PlanMemory> memories, SamplingPolicy policy, Part part, int hour, Sample sample) {
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
      long at = START + (60L * hour + minute) * 60_000;
      memories.compute(
          Memory.key(input, policy.slices()),
          (key, held) -> Memory.with(held, input, policy.slices(), at));
    }
  }

  private static Map<String, Moments> runs(
      Population population, ToDoubleFunction<Part> rate, Random random) {
    Map<String, Moments> found = new TreeMap<>();
    for (int run = 0; run < RUNS; run++) {
      Map<String, Sample> samples = new TreeMap<>();
      for (Part part : population.parts()) {
        Sample sample = asked(part, rate.applyAsDouble(part), random);
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
    double total = population.answers();
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

  private static double calls(Map<Part, Double> rates) {
    return rates.entrySet().stream().mapToDouble(e -> e.getKey().n() * e.getValue()).sum();
  }

  /** Variance of a slice's rate by design, against one rate for all at as many calls. */
  private static double slice(Population population, String model, Map<Part, Double> rates) {
    List<Part> parts = population.parts().stream().filter(p -> p.model().equals(model)).toList();
    double uniform = calls(rates) / population.answers();
    return variance(parts, rates::get) / variance(parts, part -> uniform);
  }

  private static double variance(Population population, Map<Part, Double> rates) {
    return variance(population.parts(), rates::get);
  }

  private static double variance(List<Part> parts, ToDoubleFunction<Part> rate) {
    double truth = truth(parts);
    double sum = 0;
    double n = 0;
    for (Part part : parts) {
      sum += part.n() * cell(part, truth).spread() * (1 / rate.applyAsDouble(part) - 1);
      n += part.n();
    }
    return sum / (n * n);
  }

  private static double truth(List<Part> parts) {
    return 1
        - (double) parts.stream().mapToLong(Part::bad).sum()
            / parts.stream().mapToLong(Part::n).sum();
  }
}
