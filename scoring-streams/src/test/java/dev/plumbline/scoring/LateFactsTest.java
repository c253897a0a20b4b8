package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.ragTrace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.evaluation.sampling.Draw;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.HumanDraw.Purpose;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.ReviewItem;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users did after a decision, and which judged answers people are asked about. */
class LateFactsTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();

  private static final String POLICY =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators:
        - rubric: quality
          version: "1"
          judge: primary
          criteria: [helpful]
          audit: {pass: 1, fail: 0.5}
          informative: [{name: complained, when: "thumbs_down", rate: 1}]
          strata:
            - {name: complained, when: "thumbs_down", rate: 0.8}
            - {name: rest, rate: 0.1}
      """;

  @TempDir Path state;

  @Test
  void aThumbAsksAboutAnAnswerThatWasLeftOutWithTheSameDrawAndTheLargerChance() {
    try (ScoringRun run = new ScoringRun(state, POLICY)) {
      // Given
      String trace = drawnBetween(0.1, 0.8);
      run.spans(trace, ragTrace(trace, Traces.GOOD, END));
      run.after(ROOT_IDLE);
      Decision before = judge(run.decisions());
      assertThat(before.getOutcome()).isEqualTo(LedgerOutcome.SAMPLED_OUT);
      assertThat(run.requests()).isEmpty();
      // When
      run.logs(trace, Traces.thumbsDown(trace, "u1"));
      run.after(Duration.ofSeconds(1));
      // Then
      Decision after = judge(run.decisions());
      assertThat(after)
          .returns(LedgerOutcome.PENDING, Decision::getOutcome)
          .returns(before.getDraw(), Decision::getDraw)
          .returns(Draw.threshold(0.8), Decision::getThreshold)
          .returns("complained", Decision::getStratum)
          .returns(2, Decision::getSeq)
          .returns(List.of("thumbs_down"), d -> List.copyOf(d.getLateFactsList()));
      JudgeRequest asked = run.requests().getFirst();
      assertThat(asked.getJudgmentKey()).isEqualTo(after.getJudgmentKey());
      assertThat(asked.getAnswer()).isEqualTo(Traces.GOOD);
      // And one terminal outcome follows
      run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, false));
      run.after(Duration.ofSeconds(1));
      assertThat(judge(run.decisions()).getOutcome()).isEqualTo(LedgerOutcome.SCORED);
      assertThat(total(run))
          .returns(1L, StratumSums::getEligible)
          .returns(1L, StratumSums::getAsked)
          .satisfies(sums -> assertThat(sums.getA0()).isCloseTo(1 / 0.8, within(1e-9)));
    }
  }

  @Test
  void aThumbLowersTheWeightOfAnAnswerThatWasJudgedAlready() {
    try (ScoringRun run = new ScoringRun(state, POLICY)) {
      String trace = drawnBetween(0, 0.1);
      run.spans(trace, ragTrace(trace, Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
      run.after(Duration.ofSeconds(1));
      assertThat(total(run).getA1()).isCloseTo(10, within(1e-6));
      run.decisions();
      // When
      run.logs(trace, Traces.thumbsDown(trace, "u1"));
      run.logs(trace, Traces.signal(trace, "user_feedback", "u2", "0", 9));
      run.after(Duration.ofSeconds(1));
      // Then
      List<Decision> after = judged(run.decisions());
      assertThat(after.getLast().getOutcome()).isEqualTo(LedgerOutcome.SCORED);
      assertThat(after.getLast().getPi()).isCloseTo(0.8, within(1e-9));
      assertThat(total(run).getA1()).isCloseTo(1 / 0.8, within(1e-9));
      assertThat(run.requests()).isEmpty();
    }
  }

  @Test
  void aThumbThatComesAfterTheContentIsGoneChangesNoChance() {
    try (ScoringRun run = new ScoringRun(state, POLICY)) {
      String trace = drawnBetween(0.1, 0.8);
      run.spans(trace, ragTrace(trace, Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.after(Duration.ofMinutes(11));
      run.readOn();
      run.decisions();
      // When
      run.logs(trace, Traces.thumbsDown(trace, "u1"));
      run.after(Duration.ofSeconds(1));
      // Then
      assertThat(judged(run.decisions())).isEmpty();
      assertThat(run.requests()).isEmpty();
    }
  }

  @Test
  void aThumbThatCameBeforeTheAnswerIsKnownWhenItComes() {
    try (ScoringRun run = new ScoringRun(state, POLICY)) {
      String trace = drawnBetween(0.1, 0.8);
      run.logs(trace, Traces.thumbsDown(trace, "u1"));
      run.after(Duration.ofSeconds(1));
      run.spans(trace, ragTrace(trace, Traces.GOOD, END));
      run.after(ROOT_IDLE);
      // Then
      assertThat(judge(run.decisions()).getOutcome()).isEqualTo(LedgerOutcome.PENDING);
      assertThat(run.requests()).hasSize(1);
    }
  }

  @Test
  void auditsAVerdictWithItsOwnRecordedChanceAndQueuesWhatWasDrawn() {
    try (ScoringRun run = new ScoringRun(state, POLICY)) {
      String trace = drawnBetween(0, 0.1);
      run.spans(trace, ragTrace(trace, Traces.GOOD, END));
      run.after(ROOT_IDLE);
      assertThat(judge(run.decisions()).getHumanDrawsList()).isEmpty();
      // When
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
      run.after(Duration.ofSeconds(1));
      // Then
      Decision closed = judge(run.decisions());
      HumanDraw draw = closed.getHumanDraws(0);
      assertThat(draw)
          .returns("quality/helpful", HumanDraw::getMetric)
          .returns(Purpose.AUDIT, HumanDraw::getPurpose)
          .returns(1.0, HumanDraw::getPiHuman)
          .returns(true, HumanDraw::getDrawn)
          .returns(closed.getPlanId(), HumanDraw::getPlanId);
      assertThat(draw.getDraw()).isNotEqualTo(closed.getDraw());
      ReviewItem item = run.reviewItems().getFirst();
      assertThat(item)
          .returns("audit", ReviewItem::getWhy)
          .returns(closed.getInteractionId(), ReviewItem::getInteractionId)
          .returns("quality/helpful", ReviewItem::getMetric)
          .returns(1.0, ReviewItem::getPiHuman);
      assertThat(total(run).getAssignedPass()).isEqualTo(1);
      // And a thumb does not put it there again
      run.logs(trace, Traces.thumbsDown(trace, "u1"));
      run.after(Duration.ofSeconds(1));
      assertThat(judge(run.decisions()).getHumanDrawsList())
          .extracting(HumanDraw::getPurpose)
          .containsExactly(Purpose.AUDIT, Purpose.INFORMATIVE);
      assertThat(run.reviewItems()).isEmpty();
      assertThat(total(run).getAssignedPass()).isEqualTo(1);
    }
  }

  @Test
  void looksAtComplaintsLateWithoutChangingWhatTheAuditCounts() {
    try (ScoringRun run = new ScoringRun(state, POLICY.replace("pass: 1", "pass: 0.005"))) {
      String trace = drawnBetween(0, 0.1);
      run.spans(trace, ragTrace(trace, Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
      run.after(Duration.ofMinutes(30));
      assertThat(run.reviewItems()).isEmpty();
      // When
      run.logs(trace, Traces.thumbsDown(trace, "u1"));
      run.after(Duration.ofSeconds(1));
      // Then
      assertThat(run.reviewItems()).extracting(ReviewItem::getWhy).containsExactly("complained");
      assertThat(total(run).getAssignedPass()).isZero();
    }
  }

  /** The name of a trace whose draw lies there. */
  private static String drawnBetween(double low, double high) {
    for (int i = 0; i < 10_000; i++) {
      String name = "t" + i;
      double draw = Draw.probability(Draw.of("judge-v1", Traces.traceId(name)));
      if (draw >= low && draw < high) {
        return name;
      }
    }
    throw new AssertionError("no draw between " + low + " and " + high);
  }

  private static StratumSums total(ScoringRun run) {
    return run.total("quality/helpful");
  }

  private static Decision judge(List<Decision> decisions) {
    return judged(decisions).getLast();
  }

  private static List<Decision> judged(List<Decision> decisions) {
    return decisions.stream()
        .filter(d -> d.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
        .toList();
  }
}
