package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.retrieval;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.CompletionReason;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoringTopologyTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);

  @TempDir Path state;
  private ScoringRun run;
  private long end;

  @BeforeEach
  void start() {
    run = new ScoringRun(state, ScoringRun.POLICY);
    end = run.endMillis();
  }

  @AfterEach
  void stop() {
    run.close();
  }

  @Test
  void emitsATraceOnceItsRootIsSeenAndItIsQuiet() {
    // Given
    run.spans("a", request(retrieval("a", end)));
    run.spans("a", request(chat("a", Traces.GOOD, end)));
    run.after(Duration.ofSeconds(6));
    assertThat(run.interactions()).isEmpty();
    run.spans("a", request(root("a", end)));
    // When
    run.after(ROOT_IDLE);
    // Then
    assertThat(run.interactions())
        .singleElement()
        .satisfies(
            i -> {
              assertThat(i.getRevision()).isEqualTo(1);
              assertThat(i.getCompletionReason()).isEqualTo(CompletionReason.ROOT_IDLE);
              assertThat(i.getAnswer()).isEqualTo(Traces.GOOD);
              assertThat(i.getDocumentsCount()).isEqualTo(1);
            });
  }

  @Test
  void emitsATraceWithoutARootAfterALongerQuiet() {
    run.spans("a", request(chat("a", Traces.GOOD, end)));
    run.after(Duration.ofSeconds(20));
    assertThat(run.interactions()).isEmpty();
    run.after(Duration.ofSeconds(15));
    assertThat(run.interactions())
        .extracting(Interaction::getCompletionReason)
        .containsExactly(CompletionReason.IDLE);
  }

  @Test
  void countsASpanThatComesTwiceOnce() {
    byte[] all = request(root("a", end), chat("a", Traces.GOOD, end), retrieval("a", end));
    run.spans("a", all);
    run.spans("a", all);
    run.after(ROOT_IDLE);
    run.spans("a", all);
    run.after(ROOT_IDLE);
    assertThat(run.interactions()).hasSize(1);
    assertThat(run.dropped(ScoringMetrics.Drop.DUPLICATE_SPAN)).isEqualTo(6);
    assertThat(run.total("grounding").getScored()).isEqualTo(1);
  }

  @Test
  void revisesWhatALateSpanChangesAndBooksTheDifference() {
    // Given an answer without its documents
    run.spans("a", request(root("a", end), chat("a", Traces.INVENTED, end)));
    run.after(ROOT_IDLE);
    List<Decision> first = run.decisions();
    assertThat(run.total("grounding").getScored()).isZero();
    // When
    run.spans("a", request(retrieval("a", end)));
    run.after(ROOT_IDLE);
    // Then
    assertThat(run.interactions()).extracting(Interaction::getRevision).containsExactly(1, 2);
    Decision before = judge(first);
    Decision after = judge(run.decisions());
    assertThat(after)
        .returns(before.getDraw(), Decision::getDraw)
        .returns(before.getPi(), Decision::getPi)
        .returns(2, Decision::getRevision);
    assertThat(run.requests())
        .as("asked about each content")
        .extracting(JudgeRequest::getJudgmentKey)
        .containsExactly(before.getJudgmentKey(), after.getJudgmentKey())
        .doesNotHaveDuplicates();
    assertThat(run.total("grounding").getScored()).isEqualTo(1);
    assertThat(run.total("grounding").getPassed()).isZero();
    List<Score> grounding =
        run.scores().stream().filter(s -> s.getEvaluator().getId().equals("grounding")).toList();
    assertThat(grounding)
        .extracting(Score::getOutcome)
        .containsExactly(Outcome.NOT_APPLICABLE, Outcome.FAIL);
    assertThat(grounding)
        .extracting(Score::getScoreId)
        .containsOnly(grounding.getFirst().getScoreId());
  }

  @Test
  void onlyCountsASpanThatComesAfterTheContentIsGone() {
    run.spans("a", request(root("a", end), chat("a", Traces.GOOD, end)));
    run.after(ROOT_IDLE);
    run.after(Duration.ofMinutes(11));
    run.spans("a", request(retrieval("a", end)));
    run.after(ROOT_IDLE);
    assertThat(run.interactions()).hasSize(1);
    assertThat(run.dropped(ScoringMetrics.Drop.LATE_SPAN)).isEqualTo(1);
  }

  @Test
  void doesNotForgetWhileItHasNotReadWhatArrived() {
    // Given an answer whose documents arrived at once, but are read much later
    run.spans("a", request(root("a", end), chat("a", Traces.GOOD, end)));
    run.after(ROOT_IDLE);
    // Less than a judgment may take: its end is booked, and all tasks here have one stream time.
    run.after(Duration.ofMinutes(20));
    // When
    run.spansThatArrivedAtTheStart("a", request(retrieval("a", end)));
    run.after(ROOT_IDLE);
    // Then
    assertThat(run.interactions()).extracting(Interaction::getRevision).containsExactly(1, 2);
  }

  @Test
  void splitsWhatAForeignProducerWrote() {
    run.spansWithKey(
        null,
        request(
            root("a", end),
            chat("a", Traces.GOOD, end),
            root("b", end),
            chat("b", Traces.GOOD, end)));
    run.after(ROOT_IDLE);
    assertThat(run.interactions())
        .extracting(Interaction::getTraceId)
        .containsExactlyInAnyOrder(Traces.traceId("a"), Traces.traceId("b"));
  }

  @Test
  void closesEveryEvaluatorOnceAndIgnoresALaterVerdict() {
    run.spans("a", request(root("a", end), chat("a", Traces.GOOD, end), retrieval("a", end)));
    run.after(ROOT_IDLE);
    JudgeRequest asked = run.requests().getFirst();
    assertThat(judge(run.decisions()).getOutcome()).isEqualTo(LedgerOutcome.PENDING);
    // When
    run.verdict(verdict(asked, true));
    run.verdict(verdict(asked, false));
    run.after(Duration.ofSeconds(2));
    // Then
    assertThat(run.decisions())
        .extracting(Decision::getOutcome)
        .containsExactly(LedgerOutcome.SCORED);
    assertThat(run.scores())
        .filteredOn(s -> s.getEvaluator().getId().equals("quality/helpful"))
        .hasSize(1);
    assertThat(run.dropped(ScoringMetrics.Drop.LATE_VERDICT)).isEqualTo(1);
    assertThat(run.total("quality/helpful"))
        .satisfies(
            sums -> {
              assertThat(sums.getEligible()).isEqualTo(1);
              assertThat(sums.getAsked()).isEqualTo(1);
              assertThat(sums.getA1()).isEqualTo(1);
              assertThat(sums.getAx()).isZero();
            });
  }

  @Test
  void expiresAJudgmentThatNobodyAnswers() {
    run.spans("a", request(root("a", end), chat("a", Traces.GOOD, end)));
    run.after(ROOT_IDLE);
    JudgeRequest asked = run.requests().getFirst();
    run.decisions();
    run.after(Duration.ofMinutes(31));
    assertThat(run.decisions())
        .extracting(Decision::getOutcome)
        .containsExactly(LedgerOutcome.EXPIRED);
    run.verdict(verdict(asked, true));
    run.after(Duration.ofSeconds(2));
    assertThat(run.decisions()).isEmpty();
    assertThat(run.total("quality/helpful").getAx()).isEqualTo(1);
  }

  @Test
  void booksAThumbOnceWhetherItComesBeforeOrAfterTheAnswer() {
    run.logs("early", Traces.thumbsDown("early", "u-1"));
    run.spans("early", request(root("early", end), chat("early", Traces.GOOD, end)));
    run.spans("late", request(root("late", end), chat("late", Traces.GOOD, end)));
    run.after(ROOT_IDLE);
    run.logs("late", Traces.thumbsDown("late", "u-2"));
    run.logs("late", Traces.thumbsDown("late", "u-2"));
    run.after(Duration.ofSeconds(2));
    assertThat(run.total("user_feedback").getScored()).isEqualTo(2);
    assertThat(run.total("user_feedback").getPassed()).isZero();
  }

  @Test
  void booksAnAnswerWithAWrongClockAtItsArrival() {
    run.spans("a", request(root("a", end), chat("a", Traces.GOOD, end)));
    run.spans(
        "b",
        request(root("b", end + 315_360_000_000L), chat("b", Traces.GOOD, end + 315_360_000_000L)));
    run.after(ROOT_IDLE);
    assertThat(run.interactions())
        .filteredOn(Interaction::getClockSuspect)
        .extracting(Interaction::getTraceId)
        .containsExactly(Traces.traceId("b"));
    assertThat(run.total("empty-answer").getScored()).isEqualTo(2);
  }

  private static Decision judge(List<Decision> decisions) {
    return decisions.stream()
        .filter(d -> d.getEvaluator().getId().equals("quality"))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static Verdict verdict(JudgeRequest request, boolean pass) {
    return Traces.verdict(request, VerdictStatus.VERDICT_OK, pass);
  }
}
