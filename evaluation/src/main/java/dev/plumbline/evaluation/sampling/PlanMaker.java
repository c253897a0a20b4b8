package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.sampling.SamplingPolicy.Rubric;
import dev.plumbline.evaluation.sampling.SamplingPolicy.Stratum;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumRate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a plan of a policy and of what is remembered of the traffic. Every rate follows from
 * earlier data only, so that an answer's own quality never has a part in its chance.
 */
public final class PlanMaker {
  /** The rest is for samples that are larger than expected, and for traffic that grows. */
  private static final double USED = 0.95;

  /**
   * A rate grows by no more from one plan to the next. What was counted in the first seconds of
   * some traffic says too little, and rates of 1 for a few seconds may cost a large part of an
   * hour's budget.
   */
  private static final double GROWTH = 2;

  /** A rate that moves less is not worth a new plan in every task. */
  private static final double MOVED = 0.05;

  /**
   * Unknown slices have at most this many times the uniform rate: if all traffic moved to a new
   * one, the half minute until it is planned for would cost a tenth of an hour's budget.
   */
  private static final double UNKNOWN = 12;

  private PlanMaker() {}

  /** A plan, or why there is none. */
  public sealed interface Result {
    /**
     * A plan.
     *
     * @param writtenKept share of the written rates that the budget allows, 1 for all
     * @param floorsKept share of the floors that it allows
     */
    record Made(Plan plan, double writtenKept, double floorsKept) implements Result {}

    /** The budget is too small for 0.005 of the traffic. */
    record Refused(double callsPerHour) implements Result {}
  }

  /**
   * The plan for a policy.
   *
   * @param memories what is remembered; may be of other policies too. Time is that of the latest
   * @param last the plan in effect, from which rates grow; none for a plan that stands alone
   */
  public static Result make(
      SamplingPolicy policy, Collection<PlanMemory> memories, Optional<Plan> last) {
    if (!policy.learns()) {
      return new Result.Made(policy.staticPlan(), 1, 1);
    }
    long now = memories.stream().mapToLong(PlanMemory::getLastUnixMillis).max().orElse(0);
    List<PlanMemory> current =
        memories.stream().filter(m -> policy.slices().areOf(m.getSlice())).toList();
    Map<Cell, Slice> slices = new LinkedHashMap<>();
    for (Rubric rubric : policy.rubrics()) {
      slices.putAll(Traffic.cells(rubric, current, now));
    }
    if (slices.isEmpty()) {
      return new Result.Made(policy.staticPlan(), 1, 1);
    }
    List<Cell> cells = List.copyOf(slices.keySet());
    double floor = policy.floors().judgedPerHour();
    Optional<Allocation.Rates> found = Allocation.of(cells, floor, policy.budget().times(USED));
    if (found.isEmpty()) {
      return new Result.Refused(
          cells.stream().mapToDouble(cell -> cell.eligible() * SamplingPolicy.FLOOR).sum());
    }
    Allocation.Rates rates = found.get();
    List<StratumRate> all = new ArrayList<>();
    for (Rubric rubric : policy.rubrics()) {
      for (Stratum stratum : rubric.strata()) {
        all.add(rate(rubric, stratum, unknown(stratum, rubric, cells, rates, floor)).build());
        for (int i = 0; i < cells.size(); i++) {
          Cell cell = cells.get(i);
          if (cell.evaluator().equals(rubric.id()) && cell.stratum().equals(stratum.name())) {
            all.add(rate(rubric, stratum, rates.pi()[i]).setSlice(slices.get(cell)).build());
          }
        }
      }
    }
    List<StratumRate> grown = last.map(plan -> grown(policy, all, plan)).orElse(all);
    return new Result.Made(policy.plan(grown), rates.fixedKept(), rates.floorsKept());
  }

  /** Automatic rates, none more than twice what an answer there had until now. */
  private static List<StratumRate> grown(
      SamplingPolicy policy, List<StratumRate> rates, Plan last) {
    Map<StratumRate, Double> before = new HashMap<>();
    last.getRatesList().forEach(rate -> before.put(place(rate), rate.getPi()));
    return rates.stream()
        .map(
            rate -> {
              if (policy.isWritten(rate.getEvaluator(), rate.getStratum())) {
                return rate;
              }
              StratumRate place = place(rate);
              double unknown =
                  before.getOrDefault(place.toBuilder().clearSlice().build(), SamplingPolicy.START);
              double most = GROWTH * before.getOrDefault(place, unknown);
              return rate.toBuilder().setPi(Math.min(rate.getPi(), most)).build();
            })
        .toList();
  }

  /** Whether the last plan may stay: the same policy, judges and slices, and no rate moved much. */
  public static boolean stays(Plan last, Plan next) {
    if (!last.getPolicyText().equals(next.getPolicyText())
        || !last.getJudgeSettingsMap().equals(next.getJudgeSettingsMap())
        || last.getRatesCount() != next.getRatesCount()) {
      return false;
    }
    Map<StratumRate, Double> rates = new HashMap<>();
    last.getRatesList().forEach(rate -> rates.put(place(rate), rate.getPi()));
    return next.getRatesList().stream()
        .allMatch(
            rate -> {
              Double held = rates.get(place(rate));
              return held != null && Math.abs(rate.getPi() / held - 1) <= MOVED;
            });
  }

  /**
   * The rate of a slice that nobody has seen: as much as gives its floor to one as large as the
   * smallest that is known.
   */
  private static double unknown(
      Stratum stratum, Rubric rubric, List<Cell> cells, Allocation.Rates rates, double floor) {
    double least = SamplingPolicy.FLOOR;
    if (stratum.rate().isPresent()) {
      return least + rates.fixedKept() * (stratum.rate().getAsDouble() - least);
    }
    Map<String, Double> volumes = new HashMap<>();
    cells.stream()
        .filter(cell -> cell.evaluator().equals(rubric.id()))
        .forEach(cell -> volumes.merge(cell.slice(), cell.eligible(), Double::sum));
    double smallest =
        volumes.values().stream().mapToDouble(Double::doubleValue).min().orElse(Double.MAX_VALUE);
    double wanted = Math.max(rates.uniform(), rates.floorsKept() * floor / smallest);
    return Math.clamp(Math.min(wanted, UNKNOWN * rates.uniform()), least, 1);
  }

  private static StratumRate.Builder rate(Rubric rubric, Stratum stratum, double pi) {
    return StratumRate.newBuilder().setEvaluator(rubric.id()).setStratum(stratum.name()).setPi(pi);
  }

  private static StratumRate place(StratumRate rate) {
    return rate.toBuilder().clearPi().build();
  }
}
