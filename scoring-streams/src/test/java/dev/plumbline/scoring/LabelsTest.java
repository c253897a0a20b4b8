package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.ragTrace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.scoring.ScoringMetrics.Labelled;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.LabelSums;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people say of judged answers, and what of it enters the sums. */
class LabelsTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String METRIC = "quality/helpful";
  private static final String ALL_AUDITED =
      ScoringRun.POLICY.replace("rate: 1.0}", "rate: 1.0, audit: 1}");
  private static final String HALF_AUDITED =
      ScoringRun.POLICY.replace("rate: 1.0}", "rate: 0.5, audit: 0.5}");

  @TempDir Path state;

  @Test
  void enterTheSumsWithTheProbabilityThatStandsInTheDecision() {
    try (ScoringRun run = new ScoringRun(state, HALF_AUDITED)) {
      long drawn = 0;
      for (int i = 0; i < 40; i++) {
        run.spans("t" + i, ragTrace("t" + i, Traces.GOOD, END));
      }
      run.after(ROOT_IDLE);
      for (JudgeRequest request : run.requests()) {
        run.verdict(Traces.verdict(request, VerdictStatus.VERDICT_OK, true));
      }
      run.after(ROOT_IDLE);
      for (Decision decision : run.decisions()) {
        if (decision.getOutcome() == LedgerOutcome.SCORED
            && decision.getEvaluator().getKind() == Evaluator.Kind.JUDGE) {
          drawn += decision.getHumanDrawsList().stream().filter(HumanDraw::getDrawn).count();
          // Whatever probability a label claims, it has none of its own.
          run.label(label(decision, "ann").toBuilder().setPass(false).setPiHuman(0.001).build());
        }
      }
      run.after(ROOT_IDLE);
      StratumSums sums = run.total(METRIC);
      assertThat(drawn).isBetween(3L, 20L);
      assertThat(sums.getLabelsList()).hasSize(1);
      LabelSums cell = sums.getLabels(0);
      assertThat(cell.getN()).isEqualTo(drawn);
      assertThat(cell.getVerdict()).isEqualTo(1);
      assertThat(cell.getLabel()).isZero();
      assertThat(cell.getC()).isCloseTo(drawn * 2 * 2, within(1e-9));
      assertThat(cell.getD()).isCloseTo(drawn * 4 * 2, within(1e-9));
      assertThat(cell.getE()).isCloseTo(drawn * 4 * 4, within(1e-9));
      assertThat(sums.getAssignedPass()).isEqualTo(drawn);
      assertThat(run.labels(Labelled.AUDIT)).isEqualTo(drawn);
      assertThat(run.labels(Labelled.NOT_DRAWN)).isEqualTo(sums.getScored() - drawn);
    }
  }

  @Test
  void countOncePerAnswerByTheMajorityAndCorrectionsAndWithdrawalsAreDifferences() {
    try (ScoringRun run = new ScoringRun(state, ALL_AUDITED)) {
      Decision decision = judged(run, "a");
      assertThat(labelled(run)).isEqualTo("0 bad, 0 good");
      run.label(label(decision, "ann").toBuilder().setPass(true).build());
      assertThat(labelled(run)).isEqualTo("0 bad, 1 good");
      // The same once more, as a replay brings it
      run.label(label(decision, "ann").toBuilder().setPass(true).build());
      assertThat(labelled(run)).isEqualTo("0 bad, 1 good");
      // A tie is no label
      run.label(label(decision, "ben").toBuilder().setPass(false).build());
      assertThat(labelled(run)).isEqualTo("0 bad, 0 good");
      run.label(label(decision, "eve").toBuilder().setPass(false).build());
      assertThat(labelled(run)).isEqualTo("1 bad, 0 good");
      // A correction
      run.label(label(decision, "ben").toBuilder().setPass(true).build());
      assertThat(labelled(run)).isEqualTo("0 bad, 1 good");
      // Taken back
      run.label(label(decision, "ann"));
      run.label(label(decision, "ben"));
      assertThat(labelled(run)).isEqualTo("1 bad, 0 good");
      run.label(label(decision, "eve"));
      assertThat(labelled(run)).isEqualTo("0 bad, 0 good");
      assertThat(run.total(METRIC).getAssignedPass()).isEqualTo(1);
    }
  }

  @Test
  void waitWithTheirAnswerUntilTheJudgeIsDoneAndItIsDrawn() {
    try (ScoringRun run = new ScoringRun(state, ALL_AUDITED)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      Decision pending = judge(run.decisions());
      run.label(label(pending, "ann").toBuilder().setPass(true).build());
      assertThat(labelled(run)).isEqualTo("0 bad, 0 good");
      assertThat(run.labels(Labelled.NOT_DRAWN)).isEqualTo(1);
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, false));
      assertThat(labelled(run)).isEqualTo("0 bad, 1 good");
      assertThat(run.total(METRIC).getLabels(0).getVerdict()).isZero();
    }
  }

  @Test
  void areOnAnswersWithoutAVerdictLabelsOfThatKind() {
    try (ScoringRun run = new ScoringRun(state, ALL_AUDITED)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_REFUSED, false));
      run.after(ROOT_IDLE);
      Decision decision = judge(run.decisions());
      run.label(label(decision, "ann").toBuilder().setPass(true).build());
      assertThat(labelled(run)).isEqualTo("0 bad, 1 good");
      assertThat(run.total(METRIC).getLabels(0).getVerdict()).isEqualTo(2);
    }
  }

  @Test
  void findTheirAnswerByItsIdOrThatOfTheItemOrAsTheOnlyOneOfTheTrace() {
    try (ScoringRun run = new ScoringRun(state, ALL_AUDITED)) {
      Decision decision = judged(run, "a");
      Label byTrace =
          label(decision, "ann").toBuilder().clearInteractionId().setItemId("x").build();
      run.label(byTrace.toBuilder().setPass(true).build());
      assertThat(labelled(run)).isEqualTo("0 bad, 1 good");
      run.label(
          label(decision, "ben").toBuilder().setInteractionId("other").setPass(false).build());
      run.label(label(decision, "ben").toBuilder().setMetric("quality/kind").setPass(true).build());
      run.label(label(decision, "ben").toBuilder().setTenant("other").setPass(true).build());
      assertThat(run.labels(Labelled.UNKNOWN)).isEqualTo(3);
      run.label(label(decision, "ben").toBuilder().setTraceId("no").setPass(true).build());
      assertThat(run.labels(Labelled.NO_TRACE)).isEqualTo(1);
      assertThat(labelled(run)).isEqualTo("0 bad, 1 good");
    }
  }

  @Test
  void aLabelMovesWithItsAnswerWhenARevisionMovesThat() {
    try (ScoringRun run = new ScoringRun(state, ALL_AUDITED)) {
      Decision decision = judged(run, "a");
      run.label(label(decision, "ann").toBuilder().setPass(true).build());
      run.spans("a", Traces.request(Traces.retrieval("a", END + 200_000)));
      run.spans("a", Traces.request(Traces.rootOf("a", END + 200_000, "elsewhere")));
      run.after(ROOT_IDLE).after(ROOT_IDLE);
      assertThat(labelled(run)).isEqualTo("0 bad, 1 good");
    }
  }

  private static Decision judged(ScoringRun run, String trace) {
    run.spans(trace, ragTrace(trace, Traces.GOOD, END));
    run.after(ROOT_IDLE);
    run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
    run.after(ROOT_IDLE);
    return judge(run.decisions());
  }

  private static Decision judge(List<Decision> decisions) {
    return decisions.stream()
        .filter(d -> d.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  /** Taken back, unless a verdict is set. */
  static Label label(Decision decision, String reviewer) {
    return Label.newBuilder()
        .setItemId("item-" + decision.getInteractionId())
        .setReviewer(reviewer)
        .setTenant("default")
        .setTraceId(decision.getTraceId())
        .setInteractionId(decision.getInteractionId())
        .setMetric(METRIC)
        .build();
  }

  private static String labelled(ScoringRun run) {
    run.after(Duration.ofSeconds(1));
    long[] counts = new long[2];
    run.total(METRIC).getLabelsList().forEach(c -> counts[c.getLabel()] += c.getN());
    return counts[0] + " bad, " + counts[1] + " good";
  }
}
