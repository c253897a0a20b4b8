package dev.plumbline.standalone.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Outcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class WhyTest {
  private static final Evaluator GROUNDING =
      Evaluator.newBuilder()
          .setId("grounding")
          .setVersion("3.1.0")
          .setKind(Evaluator.Kind.CHECK)
          .build();

  @Test
  void showsACheckWithItsLabelAndWhatItPointsAt() {
    // Given
    Score score =
        score()
            .setOutcome(Outcome.FAIL)
            .setValue(0.5)
            .setLabel("unsupported")
            .addEvidence(
                Evidence.newBuilder()
                    .setStart(10)
                    .setEnd(42)
                    .setDocumentId("kb-7")
                    .setDocumentStart(3)
                    .setDocumentEnd(30)
                    .setNote("30 days is in no document"))
            .addEvidence(Evidence.newBuilder().setToolCallId("call-1").setNote("looped"))
            .build();
    // When
    String text = printed(score);
    // Then
    assertThat(text)
        .endsWith(
            """
              grounding 3.1.0
                Scored.
                grounding: fail (0.50), unsupported
                  30 days is in no document; answer, characters 10 to 42; document kb-7, characters 3 to 30
                  looped; tool call call-1
            """);
  }

  @Test
  void lettersOfSendersCannotSteerATerminal() {
    Score score =
        score()
            .setOutcome(Outcome.PASS)
            .setValue(1)
            .addEvidence(Evidence.newBuilder().setDocumentId("kb\u001b[2J\nforged"))
            .build();
    assertThat(printed(score)).contains("document kb?[2J?forged").doesNotContain("\u001b");
  }

  private static Score.Builder score() {
    return Score.newBuilder().setInteractionId("i1").setRevision(1).setEvaluator(GROUNDING);
  }

  @Test
  void tellsOfAComplaintThatCameTooLateToRaiseAChance() {
    // Given
    Signal down =
        Signal.newBuilder()
            .setSignalId("s1")
            .setName("user_feedback")
            .setLabel("thumbs_down")
            .setTimeUnixMillis(60_000 + 15 * 60_000)
            .build();
    Decision decided = decision().setEndUnixMillis(60_000).build();
    // When
    String late = printed(new Why(List.of(decided), List.of(), List.of(), List.of(down, down)));
    String inTime =
        printed(
            new Why(
                List.of(decided.toBuilder().addLateFacts("thumbs_down").build()),
                List.of(),
                List.of(),
                List.of(down)));
    // Then
    assertThat(late.lines().filter(line -> line.startsWith("signal")))
        .singleElement()
        .asString()
        .startsWith("signal user_feedback thumbs_down, 15.0 minutes after the answer: no chance");
    assertThat(inTime)
        .endsWith("signal user_feedback thumbs_down, 15.0 minutes after the answer\n");
  }

  private static Decision.Builder decision() {
    return Decision.newBuilder()
        .setInteractionId("i1")
        .setRevision(1)
        .setSeq(1)
        .setEvaluator(GROUNDING)
        .setOutcome(LedgerOutcome.SCORED);
  }

  private static String printed(Score score) {
    return printed(new Why(List.of(decision().build()), List.of(), List.of(score), List.of()));
  }

  private static String printed(Why why) {
    StringWriter out = new StringWriter();
    why.print(new PrintWriter(out));
    return out.toString();
  }
}
