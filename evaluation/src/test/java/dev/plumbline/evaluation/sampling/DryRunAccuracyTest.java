package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.Interactions;
import dev.plumbline.evaluation.estimate.CellsEstimator;
import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.evaluation.sampling.ExpectedWidth.Bottleneck;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a dry run predicts from a day of traffic with verdicts and labels, against what the policy
 * then gives on traffic like it, drawn, labelled and estimated as in production.
 */
class DryRunAccuracyTest {
  private static final String METRIC = "answer-quality/helpful";
  private static final int RUNS = 40;
  private static final int HOURS = 10;

  /**
   * Traffic of three models.
   *
   * @param suspicious share of answers with a failed check
   * @param badIfSuspicious how many of those are bad
   * @param badIfClean how many of the others
   * @param agreement how often the judge says what people say
   * @param pi chance with which the judge was asked
   * @param labelled share of judged answers with a label
   */
  private record Population(
      String name,
      int n,
      double suspicious,
      double badIfSuspicious,
      double badIfClean,
      double agreement,
      double pi,
      double labelled) {}

  private static final List<Population> POPULATIONS =
      List.of(
          new Population("checks see much", 24_000, 0.15, 0.5, 0.04, 0.92, 0.15, 0.3),
          new Population("checks see little", 24_000, 0.1, 0.15, 0.12, 0.9, 0.15, 0.3),
          new Population("good judge, few labels", 24_000, 0.2, 0.4, 0.08, 0.97, 0.3, 0.08),
          new Population("poor judge, all labelled", 16_000, 0.15, 0.4, 0.1, 0.75, 0.06, 1));

  private static final List<ExpectedWidth> PREDICTED = new ArrayList<>();
  private static final List<String> OFF = new ArrayList<>();
  private static final Map<String, ExpectedWidth> BOTTLENECKS = new TreeMap<>();

  /** An answer with everything that is true of it. */
  private record Answer(
      Interaction interaction, List<CheckResult> checks, boolean verdict, boolean good) {}

  @BeforeAll
  static void runs() {
    Random random = new Random(Long.getLong("sampling.seed", 20261129));
    for (Population population : POPULATIONS) {
      SamplingPolicy policy =
          SamplingPolicy.parse(
              Policies.AUTO.replace(
                  "callsPerHour: 1000",
                  "callsPerHour: " + Math.round(population.n() * population.pi() / HOURS)));
      List<PastAnswer> past = new ArrayList<>();
      for (Answer answer : traffic(random, population)) {
        past.add(seen(random, answer, population));
      }
      for (ExpectedWidth width : DryRun.of(policy, past, HOURS).orElseThrow().widths()) {
        compare(random, population, policy, past, width);
      }
    }
  }

  @Test
  void predictsNineOfTenHalfWidthsWithin15Percent() {
    assertThat(PREDICTED).hasSizeGreaterThanOrEqualTo(12);
    assertThat(OFF)
        .as("of %s slices", PREDICTED.size())
        .hasSizeLessThanOrEqualTo(PREDICTED.size() / 10);
  }

  @Test
  void twiceOfWhatIsNamedNarrowsAndTwiceOfTheOtherDoesNot() {
    assertThat(BOTTLENECKS)
        .allSatisfy(
            (where, width) -> {
              double labels = width.narrowing(width.moreLabels());
              double calls = width.narrowing(width.moreCalls());
              boolean byLabels = width.bottleneck() == Bottleneck.LABELS;
              assertThat(width.bottleneck()).as(where).isNotEqualTo(Bottleneck.BOTH);
              assertThat(byLabels ? labels : calls).as(where).isGreaterThanOrEqualTo(0.15);
              assertThat(byLabels ? calls : labels).as(where).isLessThanOrEqualTo(0.10);
            });
  }

  private static void compare(
      Random random,
      Population population,
      SamplingPolicy policy,
      List<PastAnswer> past,
      ExpectedWidth width) {
    if (width.halfWidth().isEmpty()) {
      return;
    }
    PREDICTED.add(width);
    String where = population.name() + " " + width.slice().getModel();
    double predicted = width.halfWidth().getAsDouble();
    double realised = realised(random, population, policy, past, width);
    if (Math.abs(predicted / realised - 1) > 0.15) {
      OFF.add("%s: predicted %.4f, realised %.4f".formatted(where, predicted, realised));
    }
    BOTTLENECKS.put(where, width);
  }

  /** The mean half-width over samples of new traffic of the same kind. */
  private static double realised(
      Random random,
      Population population,
      SamplingPolicy policy,
      List<PastAnswer> past,
      ExpectedWidth width) {
    JudgeSampler sampler =
        JudgeSampler.of(((PlanMaker.Result.Made) DryRun.plan(policy, past, HOURS)).plan());
    Map<List<Object>, Double> chances = new HashMap<>();
    double share = width.labels() / width.judged();
    Moments widths = new Moments();
    for (int run = 0; run < RUNS; run++) {
      JudgedSums sums = new JudgedSums();
      for (Answer answer : traffic(random, population)) {
        Slice slice = policy.slices().of(answer.interaction());
        if (width.slice().hasModel() && !slice.equals(width.slice())) {
          continue;
        }
        double pi =
            chances.computeIfAbsent(
                List.of(slice, answer.checks()),
                k -> sampler.decide(answer.interaction(), answer.checks()).getFirst().pi());
        sums.add(row(random, answer, pi, share));
      }
      Optional<Interval> interval =
          CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), 0.95)).interval();
      interval.ifPresent(i -> widths.add((i.high() - i.low()) / 2));
    }
    return widths.mean();
  }

  private static JudgedRow row(Random random, Answer answer, double pi, double share) {
    boolean asked = random.nextDouble() < pi;
    boolean labelled = asked && random.nextDouble() < share;
    return new JudgedRow(
        "",
        answer.checks() == CLEAN ? "0" : "1",
        pi,
        asked,
        asked ? said(answer.verdict()) : Judgement.NONE,
        Math.min(1, share),
        labelled ? said(answer.good()) : Judgement.NONE,
        null,
        1);
  }

  private static Judgement said(boolean good) {
    return good ? Judgement.PASS : Judgement.FAIL;
  }

  private static final List<CheckResult> CLEAN = checks(true);
  private static final List<CheckResult> FAILED = checks(false);

  private static List<Answer> traffic(Random random, Population population) {
    List<Answer> traffic = new ArrayList<>(population.n());
    for (int i = 0; i < population.n(); i++) {
      boolean suspicious = random.nextDouble() < population.suspicious();
      double bad = suspicious ? population.badIfSuspicious() : population.badIfClean();
      boolean good = random.nextDouble() >= bad;
      boolean verdict = random.nextDouble() < population.agreement() == good;
      traffic.add(
          new Answer(
              MODELS.get(i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2),
              suspicious ? FAILED : CLEAN,
              verdict,
              good));
    }
    return traffic;
  }

  private static final List<Interaction> MODELS =
      List.of(interaction("a"), interaction("b"), interaction("c"));

  private static Interaction interaction(String model) {
    Interaction.Builder interaction = Interactions.answering("x").setTenant("t");
    interaction.getModelBuilder().setServed(model);
    return interaction.build();
  }

  private static PastAnswer seen(Random random, Answer answer, Population population) {
    boolean judged = random.nextDouble() < population.pi();
    boolean labelled = judged && random.nextDouble() < population.labelled();
    return new PastAnswer(
        answer.interaction(),
        answer.checks(),
        population.pi(),
        judged ? Map.of(METRIC, answer.verdict()) : Map.of(),
        labelled ? Map.of(METRIC, answer.good()) : Map.of(),
        Set.of(),
        0,
        0);
  }

  private static List<CheckResult> checks(boolean clean) {
    return List.of(
        new CheckResult(
            "grounding", "1", new CheckOutcome.Scored(clean, clean ? 1 : 0, "", List.of())));
  }
}
