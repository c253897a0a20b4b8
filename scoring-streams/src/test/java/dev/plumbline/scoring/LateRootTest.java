package dev.plumbline.scoring;

import static dev.plumbline.scoring.Traces.agent;
import static dev.plumbline.scoring.Traces.chat;
import static dev.plumbline.scoring.Traces.otherChat;
import static dev.plumbline.scoring.Traces.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.scoring.ScoringMetrics.Drop;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.VerdictStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent whose calls lie further apart than a trace is waited for exports its own span after the
 * trace was emitted. It is one answer all the same, and counts once.
 */
class LateRootTest {
  private static final Duration IDLE = Duration.ofSeconds(35);
  private static final Duration ROOT_IDLE = Duration.ofSeconds(8);
  private static final long END = ScoringRun.START.toEpochMilli();

  @TempDir Path state;

  @Test
  void theInteractionOfALateRootGoesOnAsThatOfTheCallBelowIt() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      // Given
      run.spans("a", request(chat("a", Traces.GOOD, END)));
      run.after(IDLE);
      Interaction early = run.interactions().getFirst();
      JudgeRequest asked = run.requests().getFirst();
      // When
      run.spans("a", request(agent("a", END)));
      run.after(ROOT_IDLE);
      // Then
      assertThat(run.interactions())
          .singleElement()
          .satisfies(
              late -> {
                assertThat(late.getInteractionId()).isEqualTo(early.getInteractionId());
                assertThat(late.getRevision()).isEqualTo(2);
                assertThat(late.getRootSpanId()).isEqualTo("0000000000000001");
              });
      assertThat(run.requests()).as("asked again").isEmpty();
      assertThat(run.total("empty-answer").getEligible()).isEqualTo(1);
      run.verdict(Traces.verdict(asked, VerdictStatus.VERDICT_OK, true));
      run.after(ROOT_IDLE);
      assertThat(run.total("quality/helpful").getPassed()).isEqualTo(1);
    }
  }

  @Test
  void theSpanOfAServerNamesTheRouteThoughItComesLate() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      // Given
      run.spans("a", request(chat("a", Traces.GOOD, END)));
      run.after(IDLE);
      assertThat(run.interactions()).singleElement().returns("chat gpt", Interaction::getRoute);
      // When
      run.spans("a", request(Traces.root("a", END)));
      run.after(ROOT_IDLE);
      // Then
      assertThat(run.interactions()).singleElement().returns("refunds", Interaction::getRoute);
      assertThat(run.total("empty-answer").getEligible()).isEqualTo(1);
    }
  }

  @Test
  void everyOtherCallBelowALateRootCountsNoMore() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      // Given
      run.spans("a", request(chat("a", Traces.GOOD, END), otherChat("a", END + 10)));
      run.after(IDLE);
      assertThat(run.interactions()).hasSize(2);
      assertThat(run.total("empty-answer").getEligible()).isEqualTo(2);
      run.decisions();
      run.scores();
      List<JudgeRequest> asked = run.requests();
      // When
      run.spans("a", request(agent("a", END + 20)));
      run.after(ROOT_IDLE);
      // Then
      List<Interaction> interactions = run.interactions();
      Interaction part =
          interactions.stream()
              .filter(i -> !i.getSupersededBy().isEmpty())
              .findFirst()
              .orElseThrow();
      Interaction whole =
          interactions.stream()
              .filter(i -> i.getSupersededBy().isEmpty())
              .findFirst()
              .orElseThrow();
      assertThat(interactions).hasSize(2);
      assertThat(part.getSupersededBy()).isEqualTo(whole.getInteractionId());
      assertThat(part.getRevision()).isEqualTo(2);
      assertThat(run.total("empty-answer").getEligible()).isEqualTo(1);
      assertThat(run.total("quality/helpful").getEligible()).isEqualTo(1);
      assertThat(run.decisions())
          .filteredOn(d -> d.getInteractionId().equals(part.getInteractionId()))
          .hasSize(3)
          .extracting(Decision::getOutcome)
          .containsOnly(LedgerOutcome.SUPERSEDED);
      assertThat(run.scores())
          .filteredOn(s -> s.getInteractionId().equals(part.getInteractionId()))
          .isNotEmpty()
          .allSatisfy(
              score -> {
                assertThat(score.getOutcome()).isEqualTo(Outcome.NOT_APPLICABLE);
                assertThat(score.getReason()).isEqualTo("superseded");
                assertThat(score.getRevision()).isEqualTo(2);
              })
          .extracting(Score::getScoreId)
          .doesNotHaveDuplicates();
      asked.forEach(a -> run.verdict(Traces.verdict(a, VerdictStatus.VERDICT_OK, true)));
      run.after(ROOT_IDLE);
      assertThat(run.total("quality/helpful").getPassed()).isEqualTo(1);
      assertThat(run.dropped(Drop.LATE_VERDICT)).isEqualTo(1);
    }
  }

  @Test
  void aThumbForACallStaysWhenTheCallBecomesAPart() {
    try (ScoringRun run = new ScoringRun(state, ScoringRun.POLICY)) {
      // Given a thumb for the call that does not answer last
      run.spans("a", request(chat("a", Traces.GOOD, END), otherChat("a", END + 10)));
      run.after(IDLE);
      run.logs("a", Traces.thumbsDown("a", "one"));
      run.after(ROOT_IDLE);
      assertThat(run.total("user_feedback").getScored()).isEqualTo(1);
      // When
      run.spans("a", request(agent("a", END + 20)));
      run.after(ROOT_IDLE);
      // Then
      assertThat(run.total("user_feedback").getScored()).isEqualTo(1);
    }
  }
}
