package dev.plumbline.evaluation.sampling;

import static dev.plumbline.evaluation.sampling.ChangingDay.truth;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.sampling.ChangingDay.Part;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumRate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Many days in which everything changes that may ({@link ChangingDay}), with a judge that refuses a
 * topic. Plans follow from what the sample taught before. Over these days the weighted rate is
 * right, and knows how far off it may be. Another seed: {@code -Dsampling.seed=7}.
 */
class PlanChangesTest {
  private static final int RUNS = 200;
  private static final int MINUTES = 10;

  /** So often in these minutes the plan hears of the traffic. */
  private static final int TIMES = 30;

  private static final long START = 1_793_523_600_000L;

  /**
   * Every third suspicious answer, and one in twenty of the rest, is of a topic that is refused.
   */
  private static final double REFUSED_OF_SUSPICIOUS = 0.33;

  private static final double REFUSED_OF_REST = 0.05;

  private static final Moments RATE = new Moments();
  private static final Moments NEW_SLICE = new Moments();
  private static final Moments SE = new Moments();
  private static final Moments RAW = new Moments();
  private static final Moments WITHOUT_STRATA = new Moments();
  private static final Moments[] CALLS_BY_HOUR = new Moments[ChangingDay.HOURS];
  private static final Moments NEW_SLICE_IN_ITS_FIRST_HOUR = new Moments();

  @BeforeAll
  static void runs() {
    Random random = new Random(Long.getLong("sampling.seed", 20261128));
    Arrays.setAll(CALLS_BY_HOUR, hour -> new Moments());
    for (int run = 0; run < RUNS; run++) {
      day(random);
    }
  }

  @Test
  void theWeightedRateIsUnbiasedAcrossAllChanges() {
    double se = Math.sqrt(RATE.variance());
    assertThat(Math.abs(RATE.mean() - truth("")) / se).isLessThanOrEqualTo(0.2);
    double sliceSe = Math.sqrt(NEW_SLICE.variance());
    assertThat(Math.abs(NEW_SLICE.mean() - truth("m3")) / sliceSe).isLessThanOrEqualTo(0.2);
    assertThat(Math.abs(RAW.mean() - truth("")) / se).as("the plain mean").isGreaterThan(5);
    assertThat(Math.abs(WITHOUT_STRATA.mean() - truth("")) / se)
        .as("refusals made up for over all strata at once")
        .isGreaterThan(1);
  }

  @Test
  void theReportedStandardErrorIsTheOneThatIsSeen() {
    assertThat(SE.mean() / Math.sqrt(RATE.variance())).isBetween(0.8, 1.25);
  }

  @Test
  void theBudgetIsKeptAndUsedWithWhatLateThumbsAdd() {
    // In the first hour the rates of the first ten minutes are those of no knowledge. Plans are
    // made every ten minutes here, so that a rate which may only double needs most of an hour
    // after a change.
    double spent = 0;
    double caps = 0;
    for (int hour = 1; hour < CALLS_BY_HOUR.length; hour++) {
      double cap = ChangingDay.cap(hour * 60 / MINUTES);
      assertThat(CALLS_BY_HOUR[hour].mean() / cap).as("hour %s", hour).isBetween(0.85, 1.0);
      spent += CALLS_BY_HOUR[hour].mean();
      caps += cap;
    }
    assertThat(spent / caps).isBetween(0.9, 1.0);
  }

  @Test
  void theNewSliceHasItsFloorFromItsFirstHour() {
    assertThat(NEW_SLICE_IN_ITS_FIRST_HOUR.mean()).isGreaterThanOrEqualTo(50);
  }

  private static void day(Random random) {
    TreeMap<String, PlanMemory> memories = new TreeMap<>();
    Plan last = ChangingDay.policy(0).staticPlan();
    List<Sample> all = List.of(new Sample(), new Sample());
    List<Sample> newSlice = List.of(new Sample(), new Sample());
    Sample plain = new Sample();
    long first = 0;
    double[] calls = new double[CALLS_BY_HOUR.length];
    for (int step = 0; step < ChangingDay.STEPS; step++) {
      SamplingPolicy policy = ChangingDay.policy(step);
      Plan plan =
          ((PlanMaker.Result.Made) PlanMaker.make(policy, memories.values(), Optional.of(last)))
              .plan();
      last = plan;
      for (Part part : ChangingDay.parts(step)) {
        Sample own = new Sample();
        Sample complained = new Sample();
        ask(random, plan, part, own, complained);
        remember(memories, policy, part, part.stratum(), own, step);
        remember(memories, policy, part, ChangingDay.COMPLAINED, complained, step);
        own.add(complained);
        calls[step * MINUTES / 60] += own.asked;
        int postStratum = part.stratum().equals("suspicious") ? 1 : 0;
        all.get(postStratum).add(own);
        plain.add(own);
        if (part.model().equals("m3")) {
          newSlice.get(postStratum).add(own);
          first += step < ChangingDay.NOON + 6 ? own.asked : 0;
        }
      }
    }
    RATE.add(Sample.rate(all));
    SE.add(Sample.se(all));
    RAW.add(plain.raw());
    WITHOUT_STRATA.add(plain.rate());
    NEW_SLICE.add(Sample.rate(newSlice));
    NEW_SLICE_IN_ITS_FIRST_HOUR.add(first);
    for (int hour = 0; hour < calls.length; hour++) {
      CALLS_BY_HOUR[hour].add(calls[hour]);
    }
  }

  /**
   * Draws once: an answer with a late thumb has the larger of both chances, whether it had been
   * asked before or not.
   */
  private static void ask(Random random, Plan plan, Part part, Sample own, Sample complained) {
    double pi = pi(plan, part, part.stratum());
    double raised = Math.max(pi, pi(plan, part, ChangingDay.COMPLAINED));
    double refusing = part.stratum().equals("suspicious") ? REFUSED_OF_SUSPICIOUS : REFUSED_OF_REST;
    own.ask(random, part.bad() - part.badWithThumb(), false, pi, refusing);
    own.ask(random, part.good() - part.goodWithThumb(), true, pi, refusing);
    complained.ask(random, part.badWithThumb(), false, raised, refusing);
    complained.ask(random, part.goodWithThumb(), true, raised, refusing);
  }

  /** As the ledger tells the plan: what is decided again moves to the stratum of that decision. */
  private static void remember(
      Map<String, PlanMemory> memories,
      SamplingPolicy policy,
      Part part,
      String stratum,
      Sample sample,
      int step) {
    double n = sample.eligible;
    for (int time = 1; time <= TIMES; time++) {
      PlanInput.Builder news =
          PlanInput.newBuilder()
              .setEvaluator("answer-quality")
              .setCriterion("helpful")
              .setStratum(stratum)
              .setSlice(Slice.newBuilder().setTenant("t").setModel(part.model()))
              .setEligible(Math.round(n * time / TIMES) - Math.round(n * (time - 1) / TIMES));
      if (time == TIMES) {
        news.setA0(sample.a0).setA1(sample.a1).setB0(sample.b0).setB1(sample.b1);
      }
      PlanInput input = news.build();
      long at = START + step * MINUTES * 60_000L + time * MINUTES * 60_000L / TIMES;
      memories.compute(
          Memory.key(input, policy.slices()),
          (key, held) -> Memory.with(held, input, policy.slices(), at));
    }
  }

  private static double pi(Plan plan, Part part, String stratum) {
    double unknown = Double.NaN;
    for (StratumRate rate : plan.getRatesList()) {
      if (rate.getStratum().equals(stratum)) {
        if (!rate.hasSlice()) {
          unknown = rate.getPi();
        } else if (rate.getSlice().getModel().equals(part.model())) {
          return rate.getPi();
        }
      }
    }
    return unknown;
  }
}
