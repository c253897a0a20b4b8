package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.PlanMemory;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.StratumRate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Six hours in which everything changes that may: at eleven another policy, at noon a new model, at
 * one half the budget, all the time thumbs that come late and raise the chance of answers they are
 * about, a judge that refuses a topic, and quality that falls within each hour and over the day.
 * Plans follow from what the sample taught before. Over many such days the weighted rate is right,
 * and knows how far off it may be.
 */
class PlanChangesTest {
  private static final int RUNS = 200;
  private static final int STEPS = 36;
  private static final int MINUTES = 10;
  private static final int FROM_HOUR = 9;
  private static final double THUMB_RATE = 0.5;
  private static final double CALLS = 600;
  private static final long START = 1_793_523_600_000L;

  /** Bad answers get a thumb down more often than good ones. */
  private static final double THUMBS_OF_BAD = 0.2;

  private static final double THUMBS_OF_GOOD = 0.01;

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
  private static final Moments[] CALLS_BY_HOUR = new Moments[6];
  private static final Moments NEW_SLICE_IN_ITS_FIRST_HOUR = new Moments();

  /** Answers of a stratum of a model in ten minutes. */
  private record Part(String model, String stratum, long n, long bad) {}

  @BeforeAll
  static void runs() {
    Random random = new Random(20261128);
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
  void theBudgetIsKeptAndUsed() {
    // In the first hour the rates of the first ten minutes are those of no knowledge. What late
    // thumbs add comes on top, here one answer in thirty at a half. Plans are made every ten
    // minutes
    // here, so that a rate which may only double needs most of an hour after a change.
    double spent = 0;
    double caps = 0;
    for (int hour = 1; hour < CALLS_BY_HOUR.length; hour++) {
      double cap = FROM_HOUR + hour < 13 ? CALLS : CALLS / 2;
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
    Plan last = MORNING.staticPlan();
    List<Sample> all = List.of(new Sample(), new Sample());
    List<Sample> newSlice = List.of(new Sample(), new Sample());
    Sample plain = new Sample();
    long first = 0;
    double[] calls = new double[CALLS_BY_HOUR.length];
    for (int step = 0; step < STEPS; step++) {
      SamplingPolicy policy = policy(step);
      Plan plan =
          ((PlanMaker.Result.Made) PlanMaker.make(policy, memories.values(), Optional.of(last)))
              .plan();
      last = plan;
      for (Part part : parts(step)) {
        double pi = pi(plan, part);
        Sample sample = new Sample();
        calls[step * MINUTES / 60] += ask(random, part, pi, sample);
        int postStratum = part.stratum().equals("suspicious") ? 1 : 0;
        all.get(postStratum).add(sample);
        plain.add(sample);
        if (part.model().equals("m3")) {
          newSlice.get(postStratum).add(sample);
          first += step < 24 ? sample.asked : 0;
        }
        remember(memories, policy, part, sample, step);
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
   *
   * @return how many the plan alone asked for
   */
  private static double ask(Random random, Part part, double pi, Sample sample) {
    long badWithThumb = Math.round(part.bad() * THUMBS_OF_BAD);
    long good = part.n() - part.bad();
    long goodWithThumb = Math.round(good * THUMBS_OF_GOOD);
    double raised = Math.max(pi, THUMB_RATE);
    double refusing = part.stratum().equals("suspicious") ? REFUSED_OF_SUSPICIOUS : REFUSED_OF_REST;
    sample.ask(random, part.bad() - badWithThumb, false, pi, refusing);
    sample.ask(random, good - goodWithThumb, true, pi, refusing);
    long planned = sample.asked;
    sample.ask(random, badWithThumb, false, raised, refusing);
    sample.ask(random, goodWithThumb, true, raised, refusing);
    return planned + (badWithThumb + goodWithThumb) * pi;
  }

  private static void remember(
      Map<String, PlanMemory> memories, SamplingPolicy policy, Part part, Sample sample, int step) {
    for (int minute = 1; minute <= MINUTES; minute++) {
      PlanInput.Builder news =
          PlanInput.newBuilder()
              .setEvaluator("answer-quality")
              .setCriterion("helpful")
              .setStratum(part.stratum())
              .setSlice(Slice.newBuilder().setTenant("t").setModel(part.model()))
              .setEligible(part.n() * minute / MINUTES - part.n() * (minute - 1) / MINUTES);
      if (minute == MINUTES) {
        news.setA0(sample.a0).setA1(sample.a1).setB0(sample.b0).setB1(sample.b1);
      }
      PlanInput input = news.build();
      long at = START + (step * MINUTES + minute) * 60_000L;
      memories.compute(
          Memory.key(input, policy.slices()),
          (key, held) -> Memory.with(held, input, policy.slices(), at));
    }
  }

  private static SamplingPolicy policy(int step) {
    return step < 12 ? MORNING : step < 24 ? LATER : AFTERNOON;
  }

  private static final SamplingPolicy MORNING =
      SamplingPolicy.parse(Policies.AUTO.replace("1000}", "600}"));

  private static final SamplingPolicy LATER =
      SamplingPolicy.parse(
          Policies.AUTO
              .replace("1000}", "600}")
              .replace("\"failed_checks >= 1\", rate: auto", "\"failed_checks >= 1\", rate: 0.3"));

  private static final SamplingPolicy AFTERNOON =
      SamplingPolicy.parse(Policies.AUTO.replace("1000}", "300}"));

  /** The traffic of a step, the same in every run. */
  private static List<Part> parts(int step) {
    List<Part> parts = new ArrayList<>();
    double worse = 1 + 0.8 * (step % 6) / 5.0 + 0.03 * step;
    parts.add(part("m1", "rest", 900, 0.02 * worse));
    parts.add(part("m1", "suspicious", 80, 0.2 * worse));
    parts.add(part("m2", "rest", 300, 0.03 * worse));
    parts.add(part("m2", "suspicious", 40, 0.15 * worse));
    if (step >= 18) {
      parts.add(part("m3", "rest", 150, 0.05 * worse));
      parts.add(part("m3", "suspicious", 30, 0.2 * worse));
    }
    return parts;
  }

  private static Part part(String model, String stratum, long n, double bad) {
    return new Part(model, stratum, n, Math.round(n * bad));
  }

  /** The pass rate of all that was there, or of a model. */
  private static double truth(String model) {
    long n = 0;
    long bad = 0;
    for (int step = 0; step < STEPS; step++) {
      for (Part part : parts(step)) {
        if (part.model().startsWith(model)) {
          n += part.n();
          bad += part.bad();
        }
      }
    }
    return 1 - (double) bad / n;
  }

  private static double pi(Plan plan, Part part) {
    double unknown = Double.NaN;
    for (StratumRate rate : plan.getRatesList()) {
      if (rate.getStratum().equals(part.stratum())) {
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
