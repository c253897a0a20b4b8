package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.sampling.SamplingPolicy.Rubric;
import dev.plumbline.evaluation.sampling.SamplingPolicy.Stratum;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is remembered of one evaluator's traffic, as cells that can be allocated to. */
final class Traffic {
  /** A plan names no more slices per evaluator; the smaller ones have the rate of unknown ones. */
  private static final int SLICES = 200;

  /** Less than one answer in ten hours is planned for as that. */
  private static final double LEAST_PER_HOUR = 0.1;

  private static final double MICRO = 1e-6;

  /** The cost of this many calls stands for a slice that had none. */
  private static final double CALLS = 20;

  private Traffic() {}

  /**
   * A cell's place and what is remembered there.
   *
   * @param criteria sums of verdicts by criterion
   */
  record Place(Slice slice, String stratum, double perHour, Map<String, PlanMemory> criteria) {}

  /** The cells of an evaluator with their slices, in an order of their own. */
  static Map<Cell, Slice> cells(Rubric rubric, Collection<PlanMemory> memories, long now) {
    List<PlanMemory> own =
        memories.stream()
            .filter(memory -> memory.getEvaluator().equals(rubric.id()))
            .filter(memory -> !Memory.isOver(memory, now))
            .toList();
    List<Place> places = largest(places(rubric, own, now));
    Map<Place, Spreads.Spread> spreads = Spreads.of(rubric.criteria(), places);
    Map<String, Stratum> strata =
        rubric.strata().stream().collect(Collectors.toMap(Stratum::name, stratum -> stratum));
    Map<Cell, Slice> cells = new LinkedHashMap<>();
    for (Place place : places) {
      Spreads.Spread spread = spreads.get(place);
      Stratum stratum = strata.get(place.stratum());
      if (spread != null && stratum != null) {
        Cell cell =
            new Cell(
                rubric.id(),
                name(place.slice()),
                place.stratum(),
                place.perHour(),
                spread.fromAll(),
                spread.low(),
                spread.high(),
                usdPerCall(rubric, own, place.slice()),
                stratum.rate());
        cells.put(cell, place.slice());
      }
    }
    return cells;
  }

  private static List<Place> places(Rubric rubric, List<PlanMemory> own, long now) {
    Set<String> strata =
        rubric.strata().stream().map(Stratum::name).collect(Collectors.toUnmodifiableSet());
    Map<String, Map<String, PlanMemory>> byPlace = new TreeMap<>();
    for (PlanMemory memory : own) {
      if (strata.contains(memory.getStratum())
          && rubric.criteria().contains(memory.getCriterion())) {
        byPlace
            .computeIfAbsent(
                name(memory.getSlice()) + "\n" + memory.getStratum(), key -> new TreeMap<>())
            .put(memory.getCriterion(), memory);
      }
    }
    List<Place> places = new ArrayList<>();
    for (Map<String, PlanMemory> criteria : byPlace.values()) {
      PlanMemory any = criteria.values().iterator().next();
      // Every criterion is booked for every answer, but one may be new.
      double perHour =
          criteria.values().stream().mapToDouble(m -> Memory.perHour(m, now)).max().orElseThrow();
      places.add(
          new Place(any.getSlice(), any.getStratum(), Math.max(perHour, LEAST_PER_HOUR), criteria));
    }
    return places;
  }

  private static List<Place> largest(List<Place> places) {
    Map<Slice, Double> volumes = new LinkedHashMap<>();
    places.forEach(place -> volumes.merge(place.slice(), place.perHour(), Double::sum));
    Set<Slice> kept =
        volumes.entrySet().stream()
            .sorted(
                Map.Entry.<Slice, Double>comparingByValue()
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey(Comparator.comparing(Traffic::name))))
            .limit(SLICES)
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return places.stream().filter(place -> kept.contains(place.slice())).toList();
  }

  /** What calls cost lately: those of the slice, and few of them helped by all of the evaluator. */
  private static double usdPerCall(Rubric rubric, List<PlanMemory> own, Slice slice) {
    double calls = 0;
    double cost = 0;
    double sliceCalls = 0;
    double sliceCost = 0;
    for (PlanMemory memory : own) {
      calls += memory.getCalls();
      cost += memory.getCostMicroUsd();
      if (memory.getSlice().equals(slice)) {
        sliceCalls += memory.getCalls();
        sliceCost += memory.getCostMicroUsd();
      }
    }
    double all = (cost * MICRO + CALLS * rubric.usdPerCall()) / (calls + CALLS);
    return (sliceCost * MICRO + CALLS * all) / (sliceCalls + CALLS);
  }

  static String name(Slice slice) {
    return String.join("|", SliceDimensions.texts(slice));
  }
}
