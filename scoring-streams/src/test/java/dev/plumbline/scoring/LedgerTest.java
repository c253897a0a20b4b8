package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.chatWithoutContent;
import static dev.plumbline.scoring.Traces.ragTrace;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.retrieval;
import static dev.plumbline.scoring.Traces.root;
import static dev.plumbline.scoring.Traces.signal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ScoringMetrics.Fate;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every interaction ends in exactly one outcome at every evaluator. */
class LedgerTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();

  /** Suspicious answers are always judged, the others hardly ever. */
  private static final String STRATIFIED =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators:
        - rubric: quality
          version: "1"
          judge: primary
          criteria: [helpful]
          strata:
            - {name: suspicious, when: "failed_checks >= 1", rate: 1.0}
            - {name: rest, rate: 0.005}
      """;

  @TempDir Path state;

  @ParameterizedTest
  @CsvSource({
    "VERDICT_OK, SCORED",
    "VERDICT_REFUSED, JUDGE_REFUSED",
    "VERDICT_MALFORMED, JUDGE_MALFORMED",
    "VERDICT_TIMEOUT, JUDGE_TIMEOUT",
    "VERDICT_INPUT_TOO_LARGE, SKIP_NOT_SCORABLE",
    "VERDICT_BUDGET_SKIPPED, OVER_BUDGET",
    "VERDICT_RATE_LIMITED_EXPIRED, EXPIRED",
    "VERDICT_CIRCUIT_OPEN_EXPIRED, EXPIRED",
    "VERDICT_ERROR, JUDGE_ERROR"
  })
  void closesAJudgmentWithTheFirstVerdictWhateverItSays(
      VerdictStatus status, LedgerOutcome outcome) {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      JudgeRequest asked = run.requests().getFirst();
      List<Decision> decisions = new ArrayList<>(run.decisions());
      // When
      run.verdict(Traces.verdict(asked, status, true));
      run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, false));
      run.after(Duration.ofHours(1));
      // Then
      decisions.addAll(run.decisions());
      Map<String, List<LedgerOutcome>> terminal = new TreeMap<>();
      decisions.stream()
          .filter(d -> d.getOutcome() != LedgerOutcome.PENDING)
          .forEach(
              d ->
                  terminal
                      .computeIfAbsent(d.getEvaluator().getId(), id -> new ArrayList<>())
                      .add(d.getOutcome()));
      assertThat(terminal)
          .containsOnlyKeys("empty-answer", "grounding", "quality")
          .allSatisfy((evaluator, outcomes) -> assertThat(outcomes).hasSize(1))
          .containsEntry("quality", List.of(outcome));
      assertThat(run.dropped(Drop.LATE_VERDICT)).isEqualTo(1);
      boolean outside = outcome == LedgerOutcome.SKIP_NOT_SCORABLE;
      assertThat(run.total("quality/helpful").getEligible()).isEqualTo(outside ? 0 : 1);
      assertThat(run.total("quality/helpful").getNotScorable()).isEqualTo(outside ? 1 : 0);
    }
  }

  @Test
  void doesNotDecideAgainWhenARevisionChangesWhatTheChecksSay() {
    try (ScoringRun run = new ScoringRun(state, STRATIFIED)) {
      // Given an answer that looks fine, without its documents
      run.spans("a", request(root("a", END), chat("a", Traces.INVENTED, END)));
      run.after(ROOT_IDLE);
      Decision before = judge(run.decisions());
      assertThat(before.getOutcome()).isEqualTo(LedgerOutcome.SAMPLED_OUT);
      // When the documents come, and it is not grounded
      long late = run.nowMillis();
      run.spans("a", request(retrieval("a", END)));
      run.after(ROOT_IDLE);
      // Then
      assertThat(judge(run.decisions()))
          .isEqualTo(
              before.toBuilder()
                  .setSeq(2)
                  .setRevision(2)
                  .setDecidedUnixMillis(late + 5_000)
                  .build());
      assertThat(run.requests()).isEmpty();
      assertThat(run.total("grounding").getScored()).isEqualTo(1);
    }
  }

  @Test
  void decidesAtTheFirstRevisionThatHasTheContent() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", request(root("a", END), chatWithoutContent("a", END)));
      run.after(ROOT_IDLE);
      assertThat(judge(run.decisions()).getOutcome()).isEqualTo(LedgerOutcome.SKIP_NOT_SCORABLE);
      assertThat(run.total("quality/helpful"))
          .returns(1L, sums -> sums.getNotScorable())
          .returns(0L, sums -> sums.getEligible());
      // When
      run.logs("a", Traces.contentOf("a", Traces.GOOD));
      run.after(ROOT_IDLE);
      // Then
      assertThat(run.requests()).hasSize(1);
      assertThat(run.decisions())
          .filteredOn(d -> d.getEvaluator().getId().equals("quality"))
          .extracting(Decision::getOutcome)
          .containsExactly(LedgerOutcome.PENDING);
      assertThat(run.total("quality/helpful"))
          .returns(0L, sums -> sums.getNotScorable())
          .returns(1L, sums -> sums.getEligible());
    }
  }

  @Test
  void expiresBeforeAVerdictThatIsReadAfterTheTimeWasUp() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      JudgeRequest asked = run.requests().getFirst();
      run.decisions();
      // When no tick came in between
      run.unnoticed(Duration.ofMinutes(31));
      run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, true));
      // Then
      assertThat(run.decisions())
          .singleElement()
          .returns(LedgerOutcome.EXPIRED, Decision::getOutcome)
          .returns(END + 5_000 + 30 * 60_000, Decision::getDecidedUnixMillis);
      assertThat(run.dropped(Drop.LATE_VERDICT)).isEqualTo(1);
    }
  }

  @Test
  void knowsAVerdictThatNobodyAskedFor() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      JudgeRequest asked = run.requests().getFirst();
      run.verdict(
          Traces.verdict(
              asked.toBuilder().setJudgmentKey("another").build(), VerdictStatus.VERDICT_OK, true));
      run.verdict(
          Traces.verdict(
              asked.toBuilder().setInteractionId("another").build(),
              VerdictStatus.VERDICT_OK,
              true));
      assertThat(run.dropped(Drop.UNKNOWN_VERDICT)).isEqualTo(2);
      assertThat(run.dropped(Drop.LATE_VERDICT)).isZero();
    }
  }

  @Test
  void letsTheLastThumbByItsOwnTimeWin() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.logs("a", signal("a", "user_feedback", "second", "1", 2_000));
      run.logs("a", signal("a", "user_feedback", "first", "0", 1_000));
      run.after(Duration.ofSeconds(1));
      assertThat(run.total("user_feedback"))
          .returns(1L, sums -> sums.getScored())
          .returns(1L, sums -> sums.getPassed());
      run.logs("a", signal("a", "user_feedback", "third", "0", 3_000));
      run.after(Duration.ofSeconds(1));
      assertThat(run.total("user_feedback"))
          .returns(1L, sums -> sums.getScored())
          .returns(0L, sums -> sums.getPassed());
    }
  }

  @Test
  void booksNoSignalOnAMetricThatItsSenderChose() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.logs("a", signal("a", "grounding", "u1", "0", 1_000));
      run.logs("a", signal("a", "anything-" + 17, "u2", "0", 1_000));
      run.logs("a", signal("a", "user_feedback", "u3", "", 1_000));
      run.after(Duration.ofSeconds(1));
      assertThat(run.signals()).hasSize(3);
      assertThat(run.fate(Fate.NO_METRIC)).isEqualTo(3);
      assertThat(run.total("grounding").getScored()).isEqualTo(1);
      assertThat(run.windows().values())
          .extracting(window -> window.getMetric())
          .containsOnly("empty-answer", "grounding", "quality/helpful");
    }
  }

  @Test
  void countsAThumbWhoseInteractionNeverComes() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.logs("a", signal("a", "user_feedback", "u1", "0", 1_000));
      run.after(Duration.ofMinutes(11));
      assertThat(run.fate(Fate.NO_ANSWER)).isEqualTo(1);
    }
  }

  private static Decision judge(List<Decision> decisions) {
    return decisions.stream()
        .filter(d -> d.getEvaluator().getId().equals("quality"))
        .reduce((a, b) -> b)
        .orElseThrow();
  }
}
