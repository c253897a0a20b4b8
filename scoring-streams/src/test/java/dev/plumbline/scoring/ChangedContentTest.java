package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.ragTrace;
import static dev.plumbline.scoring.Traces.request;
import static dev.plumbline.scoring.Traces.retrieval;
import static dev.plumbline.scoring.Traces.root;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.scoring.ScoringMetrics.Labelled;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A revision brings content that the judge has not seen: what it said of the last one is void. */
class ChangedContentTest {
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();
  private static final String METRIC = "quality/helpful";
  private static final String AUDITED =
      ScoringRun.POLICY.replace("rate: 1.0}", "rate: 1.0, audit: 1}");

  @TempDir Path state;

  @Test
  void theJudgeIsAskedAgainUnderTheSameDecisionAndTheOldVerdictIsTakenBack() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      // Given
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
      run.after(ROOT_IDLE);
      JudgeRequest first = run.requests().getFirst();
      run.verdict(Traces.verdict(first, VerdictStatus.VERDICT_OK, true));
      Decision judged = judge(run);
      run.label(label(judged));
      run.after(ROOT_IDLE);
      assertThat(sums(run))
          .returns(1L, StratumSums::getPassed)
          .matches(s -> s.getLabelsCount() == 1);
      run.scores();
      run.records(TopicCatalog.REVIEW_ITEMS);
      // When the document comes late
      run.spans("a", request(retrieval("a", END)));
      run.after(ROOT_IDLE);
      // Then
      JudgeRequest second = run.requests().getFirst();
      assertThat(second.getJudgmentKey()).isNotEqualTo(first.getJudgmentKey());
      assertThat(second.getDocumentsList()).hasSize(1);
      Decision again = judge(run);
      assertThat(again)
          .isEqualTo(
              judged.toBuilder()
                  .setOutcome(LedgerOutcome.PENDING)
                  .setReason("content_changed")
                  .setJudgmentKey(second.getJudgmentKey())
                  .setRevision(2)
                  .setSeq(again.getSeq())
                  .setDecidedUnixMillis(again.getDecidedUnixMillis())
                  .clearHumanDraws()
                  .build());
      assertThat(sums(run))
          .returns(1L, StratumSums::getAsked)
          .returns(0L, StratumSums::getScored)
          .returns(0L, StratumSums::getAssignedPass)
          .matches(s -> s.getLabelsCount() == 0);
      assertThat(run.records(TopicCatalog.REVIEW_ITEMS))
          .singleElement()
          .returns(null, TestRecord::value);
      // And the new verdict is about the new content
      run.verdict(Traces.verdict(second, VerdictStatus.VERDICT_OK, false));
      run.after(ROOT_IDLE);
      assertThat(sums(run))
          .returns(1L, StratumSums::getScored)
          .returns(0L, StratumSums::getPassed)
          .returns(1L, StratumSums::getAssignedFail);
      assertThat(scores(run))
          .singleElement()
          .returns(2, Score::getRevision)
          .returns(Outcome.FAIL, Score::getOutcome);
      assertThat(run.records(TopicCatalog.REVIEW_ITEMS))
          .singleElement()
          .matches(item -> item.value() != null);
    }
  }

  @Test
  void aScoreOfTheOldContentIsTakenBackWhenNoVerdictOnTheNewOneComes() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
      run.after(ROOT_IDLE);
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
      run.spans("a", request(retrieval("a", END)));
      run.after(ROOT_IDLE);
      run.scores();
      // When
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_REFUSED, true));
      run.after(ROOT_IDLE);
      // Then
      assertThat(judge(run).getOutcome()).isEqualTo(LedgerOutcome.JUDGE_REFUSED);
      assertThat(scores(run))
          .singleElement()
          .returns(2, Score::getRevision)
          .returns(Outcome.NOT_APPLICABLE, Score::getOutcome)
          .returns("content_changed", Score::getReason);
    }
  }

  @Test
  void aVerdictOnTheOldContentThatIsStillOnItsWayChangesNothing() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
      run.after(ROOT_IDLE);
      run.spans("a", request(retrieval("a", END)));
      run.after(ROOT_IDLE);
      List<JudgeRequest> asked = run.requests();
      assertThat(asked).hasSize(2);
      // When
      run.verdict(Traces.verdict(asked.getFirst(), VerdictStatus.VERDICT_OK, true));
      run.after(ROOT_IDLE);
      // Then
      assertThat(sums(run))
          .returns(0L, StratumSums::getScored)
          .returns(1L, StratumSums::getPending);
      assertThat(run.dropped(Drop.LATE_VERDICT)).isEqualTo(1);
      assertThat(run.dropped(Drop.UNKNOWN_VERDICT)).isZero();
      run.verdict(Traces.verdict(asked.getLast(), VerdictStatus.VERDICT_OK, false));
      run.after(ROOT_IDLE);
      assertThat(sums(run)).returns(1L, StratumSums::getScored).returns(0L, StratumSums::getPassed);
    }
  }

  @Test
  void aRevisionWithTheSameContentKeepsTheVerdict() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      run.spans("a", ragTrace("a", Traces.GOOD, END));
      run.after(ROOT_IDLE);
      run.verdict(Traces.verdict(run.requests().getFirst(), VerdictStatus.VERDICT_OK, true));
      run.after(ROOT_IDLE);
      run.records(TopicCatalog.REVIEW_ITEMS);
      // When
      run.spans("a", request(Traces.plain("a", 1, END)));
      run.after(ROOT_IDLE);
      // Then
      assertThat(run.requests()).isEmpty();
      assertThat(run.records(TopicCatalog.REVIEW_ITEMS)).isEmpty();
      assertThat(sums(run)).returns(1L, StratumSums::getPassed);
    }
  }

  @Test
  void whoSendsEverNewContentIsNotPaidForWithoutEnd() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
      run.after(ROOT_IDLE);
      // When
      for (int i = 0; i < 5; i++) {
        run.spans("a", request(Traces.otherRetrieval("a", i, END)));
        run.after(ROOT_IDLE);
      }
      // Then
      assertThat(run.requests()).hasSize(3);
      assertThat(judge(run))
          .returns(LedgerOutcome.EXPIRED, Decision::getOutcome)
          .returns("content_kept_changing", Decision::getReason);
      assertThat(sums(run))
          .returns(1L, StratumSums::getAsked)
          .returns(0L, StratumSums::getScored)
          .returns(0L, StratumSums::getPending);
    }
  }

  @Test
  void aLabelOfSomebodyWhoSawTheOldContentIsNone() {
    try (ScoringRun run = new ScoringRun(state, AUDITED)) {
      run.spans("a", request(root("a", END), chat("a", Traces.GOOD, END)));
      run.after(ROOT_IDLE);
      Interaction old = run.interactions().getFirst();
      run.spans("a", request(retrieval("a", END)));
      run.after(ROOT_IDLE);
      run.verdict(Traces.verdict(run.requests().getLast(), VerdictStatus.VERDICT_OK, true));
      Interaction changed = run.interactions().getLast();
      Decision decision = judge(run);
      // When
      run.label(label(decision).toBuilder().setSeen(old).build());
      run.after(ROOT_IDLE);
      // Then
      assertThat(run.labels(Labelled.OTHER_CONTENT)).isEqualTo(1);
      assertThat(sums(run).getLabelsCount()).isZero();
      run.label(label(decision).toBuilder().setSeen(changed).build());
      run.after(ROOT_IDLE);
      assertThat(sums(run).getLabelsCount()).isEqualTo(1);
    }
  }

  private static Label label(Decision decision) {
    return Label.newBuilder()
        .setTenant(decision.getSlice().getTenant())
        .setTraceId(decision.getTraceId())
        .setInteractionId(decision.getInteractionId())
        .setMetric(METRIC)
        .setReviewer("ann")
        .setPass(true)
        .build();
  }

  private static StratumSums sums(ScoringRun run) {
    return run.total(METRIC);
  }

  private static List<Score> scores(ScoringRun run) {
    return run.scores().stream().filter(s -> s.getEvaluator().getId().equals(METRIC)).toList();
  }

  private static Decision judge(ScoringRun run) {
    return run.decisions().stream()
        .filter(d -> d.getEvaluator().getKind() == Evaluator.Kind.JUDGE)
        .reduce((a, b) -> b)
        .orElseThrow();
  }
}
