package dev.plumbline.evaluation.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.check.CheckOutcome;
import dev.plumbline.evaluation.check.CheckResult;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.check.Interactions;
import dev.plumbline.evaluation.estimate.CellsEstimator;
import dev.plumbline.evaluation.estimate.Interval;
import dev.plumbline.evaluation.estimate.JudgedRow;
import dev.plumbline.evaluation.estimate.JudgedSums;
import dev.plumbline.evaluation.estimate.Judgement;
import dev.plumbline.v1.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DryRunTest {
  private static final String METRIC = "answer-quality/helpful";
  private static final double PI = 0.2;
  private static final double LABELLED = 0.25;
  private static final int HOURS = 10;

  private final SamplingPolicy policy = SamplingPolicy.parse(Policies.AUTO.replace("1000", "100"));

  @Test
  void tellsWhatIsKeptAndWhatADayOfItCosts() {
    DryRun.Report report = DryRun.of(policy, traffic(new Random(1), 10_000), HOURS).orElseThrow();
    assertThat(report.lines())
        .extracting(DryRun.Line::eligible)
        .satisfies(n -> assertThat(n.stream().mapToLong(x -> x).sum()).isEqualTo(10_000));
    double kept = report.lines().stream().mapToDouble(DryRun.Line::kept).sum();
    assertThat(kept).isCloseTo(95.0 * HOURS, within(1.0));
    assertThat(report.callsPerDay()).isCloseTo(95 * 24, within(3.0));
    assertThat(report.usdPerDay())
        .hasValueSatisfying(usd -> assertThat(usd).isCloseTo(95 * 24 * 0.002, within(0.01)));
    assertThat(report.tokensPerDay())
        .hasValueSatisfying(t -> assertThat(t).isCloseTo(95 * 24 * 700, within(3_000.0)));
  }

  @Test
  void plansMoneyByWhatVerdictsCostAndNotByWhatThePolicySays() {
    SamplingPolicy money =
        SamplingPolicy.parse(
            Policies.AUTO
                .replace("callsPerHour: 1000", "usdPerDay: 4")
                .replace("judge: primary", "judge: primary\n    usdPerCall: 0.001"));
    DryRun.Report report = DryRun.of(money, traffic(new Random(5), 10_000), HOURS).orElseThrow();
    assertThat(report.usdPerDay())
        .hasValueSatisfying(usd -> assertThat(usd).isCloseTo(0.95 * 4, within(0.1)));
  }

  @Test
  void saysHowManyLabelsAreMissingAndNoNumberThen() {
    List<PastAnswer> few = traffic(new Random(2), 300);
    assertThat(DryRun.of(policy, few, HOURS).orElseThrow().widths())
        .filteredOn(width -> width.labels() < 30)
        .isNotEmpty()
        .allSatisfy(
            width -> {
              assertThat(width.halfWidth()).isEmpty();
              assertThat(width.labelsMissing()).isEqualTo(30 - width.labels());
              assertThat(width.bottleneck()).isEqualTo(ExpectedWidth.Bottleneck.LABELS);
            });
  }

  @Test
  void isEmptyWhenThePolicyWouldBeRefused() {
    SamplingPolicy poor = SamplingPolicy.parse(Policies.AUTO.replace("1000", "1"));
    assertThat(DryRun.of(poor, traffic(new Random(3), 10_000), HOURS)).isEmpty();
  }

  @Test
  void whatUsersDidLateRaisesTheChanceAndIsPaidForByTheRest() {
    SamplingPolicy late =
        SamplingPolicy.parse(
            Policies.AUTO
                .replace("1000", "200")
                .replace(
                    "strata:\n",
                    "strata:\n      - {name: complained, when: \"thumbs_down\", rate: 0.5}\n"));
    List<PastAnswer> traffic = traffic(new Random(6), 10_000);
    for (int i = 0; i < traffic.size(); i += 50) {
      traffic.set(i, traffic.get(i).with(traffic.get(i).labels(), Set.of(LateFact.THUMBS_DOWN)));
    }
    DryRun.Report report = DryRun.of(late, traffic, HOURS).orElseThrow();
    assertThat(report.lines())
        .filteredOn(line -> line.stratum().equals("complained"))
        .satisfies(
            lines -> {
              assertThat(lines.stream().mapToLong(DryRun.Line::eligible).sum()).isEqualTo(200);
              assertThat(lines.stream().mapToDouble(DryRun.Line::kept).sum())
                  .isCloseTo(100, within(1e-6));
            });
    assertThat(report.callsPerDay()).isCloseTo(0.95 * 200 * 24, within(10.0));
  }

  /** The same policy on the same traffic, drawn and estimated as in production. */
  @Test
  void predictsTheHalfWidthThatIsRealised() {
    Random random = new Random(4);
    List<PastAnswer> traffic = traffic(random, 20_000);
    SamplingPolicy written =
        SamplingPolicy.parse(
            Policies.TWO_STRATA
                .replace("[helpful, grounded]", "[helpful]")
                .replace("0.1}", "0.08}"));
    DryRun.Report report = DryRun.of(written, traffic, HOURS).orElseThrow();
    ExpectedWidth all = report.widths().getFirst();
    JudgeSampler sampler = JudgeSampler.of(written.staticPlan());
    Moments widths = new Moments();
    for (int run = 0; run < 40; run++) {
      JudgedSums sums = new JudgedSums();
      double share = all.labels() / all.judged();
      for (PastAnswer answer : truths) {
        JudgeDecision decision = sampler.decide(answer.interaction(), answer.checks()).getFirst();
        sums.add(row(random, answer, decision, share));
      }
      Interval interval =
          CellsEstimator.estimate(CellsEstimator.Question.of(List.of(sums), 0.95))
              .interval()
              .orElseThrow();
      widths.add((interval.high() - interval.low()) / 2);
    }
    assertThat(all.halfWidth().orElseThrow() / widths.mean()).isBetween(0.85, 1.15);
  }

  private final List<PastAnswer> truths = new ArrayList<>();

  private static JudgedRow row(
      Random random, PastAnswer answer, JudgeDecision decision, double share) {
    boolean asked = random.nextDouble() < decision.pi();
    boolean labelled = asked && random.nextDouble() < share;
    return new JudgedRow(
        "",
        Integer.toString(CheckSuite.postStratum(answer.checks())),
        decision.pi(),
        asked,
        asked ? said(answer.verdicts()) : Judgement.NONE,
        share,
        labelled ? said(answer.labels()) : Judgement.NONE,
        null,
        1);
  }

  private static Judgement said(Map<String, Boolean> of) {
    return Boolean.TRUE.equals(of.get(METRIC)) ? Judgement.PASS : Judgement.FAIL;
  }

  /** Answers of which a fifth were judged, and a quarter of those labelled. */
  private List<PastAnswer> traffic(Random random, int n) {
    List<PastAnswer> traffic = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      boolean suspicious = random.nextDouble() < 0.15;
      boolean good = random.nextDouble() > (suspicious ? 0.5 : 0.06);
      boolean verdict = random.nextDouble() < 0.9 ? good : !good;
      Interaction.Builder interaction = Interactions.answering("x").setTenant("t");
      interaction.getModelBuilder().setServed(i % 3 == 0 ? "a" : "b");
      List<CheckResult> checks =
          List.of(
              new CheckResult(
                  "grounding",
                  "1",
                  new CheckOutcome.Scored(!suspicious, suspicious ? 0 : 1, "", List.of())));
      PastAnswer known =
          new PastAnswer(
              interaction.build(),
              checks,
              PI,
              Map.of(METRIC, verdict),
              Map.of(METRIC, good),
              Set.of(),
              0.002,
              700);
      truths.add(known);
      boolean judged = random.nextDouble() < PI;
      boolean labelled = random.nextDouble() < LABELLED;
      traffic.add(
          new PastAnswer(
              known.interaction(),
              checks,
              PI,
              judged ? known.verdicts() : Map.of(),
              judged && labelled ? known.labels() : Map.of(),
              Set.of(),
              judged ? 0.002 : 0,
              judged ? 700 : 0));
    }
    return traffic;
  }
}
