package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Media;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyAnswerCheckTest {
  private final EmptyAnswerCheck check = new EmptyAnswerCheck();

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", " \n\t", "\u00a0", "\u200b\ufeff", "\u3000", "\u2063"})
  void failsWhenNothingVisibleIsLeft(String answer) {
    assertThat(scored(check.evaluate(answering(answer).build())).label()).isEqualTo("empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", " NULL\n", "undefined", "\"\"", "```\n```", "[object Object]"})
  void failsWhatAProgramPrintsForNothing(String answer) {
    assertThat(scored(check.evaluate(answering(answer).build())).label()).isEqualTo("placeholder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "0", "?", "N/A", "None", "null is a keyword", "\ud83d\udc4d"})
  void passesWhateverSaysSomething(String answer) {
    assertThat(scored(check.evaluate(answering(answer).build())).pass()).isTrue();
  }

  @Test
  void letsJsonBeNull() {
    assertThat(scored(check.evaluate(answering("null").setOutputType("json").build())).pass())
        .isTrue();
  }

  @Test
  void doesNotAskForTextBesideToolCallsOrImages() {
    assertThat(check.evaluate(answering("").addFinishReasons(FinishReason.TOOL_CALL).build()))
        .isEqualTo(new CheckOutcome.NotApplicable("tool_calls_only"));
    assertThat(check.evaluate(with(Part.newBuilder().setMedia(Media.getDefaultInstance()))))
        .isEqualTo(new CheckOutcome.NotApplicable("media_only"));
  }

  @Test
  void takesARefusalPartForAnAnswer() {
    assertThat(scored(check.evaluate(with(Part.newBuilder().setRefusal("I will not.")))).pass())
        .isTrue();
  }

  @Test
  void doesNotBlameTheAnswerOfACallThatFailed() {
    assertThat(check.evaluate(answering("").setErrorType("429").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("call_failed"));
    assertThat(
            scored(check.evaluate(answering("half an ans").setErrorType("timeout").build())).pass())
        .isTrue();
  }

  private static Interaction with(Part.Builder part) {
    return answering("")
        .clearOutput()
        .addOutput(Message.newBuilder().setRole("assistant").addParts(part))
        .build();
  }
}
