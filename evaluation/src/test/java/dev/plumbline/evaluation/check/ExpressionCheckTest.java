package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an expression needs to be known, and what it says when that is not. */
class ExpressionCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "question == \"x\"|input_not_captured",
        "input_tokens > 1|tokens_unknown",
        "output_tokens > 1|tokens_unknown",
        "latency_millis > 1|latency_unknown"
      })
  void isNotScorableWhereWhatItAsksForIsUnknown(String cel, String reason) {
    assertThat(check(cel).evaluate(answering("a").setStartUnixNanos(1_790_000_000).build()))
        .isEqualTo(new CheckOutcome.NotScorable(reason));
    Interaction known =
        answering("a")
            .setQuestion("why")
            .setEndUnixNanos(1_000_000)
            .setUsage(Usage.newBuilder().setInputTokens(1).setOutputTokens(1))
            .build();
    assertThat(scored(check(cel).evaluate(known)).pass()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"answer == \"x\"", "answer_chars > 9", "\"find\" in tool_names"})
  void needsTheAnswerOnlyWhereItAsksForIt(String cel) {
    Interaction hidden = answering("").setOutputState(ContentState.NOT_CAPTURED).build();
    assertThat(check(cel).evaluate(hidden))
        .isEqualTo(new CheckOutcome.NotScorable("content_not_captured"));
    assertThat(scored(check("route == \"refunds\"").evaluate(hidden)).pass()).isTrue();
  }

  @Test
  void comparesMilliseconds() {
    Interaction slow =
        answering("a").setStartUnixNanos(1_000_000).setEndUnixNanos(2_501_000_000L).build();
    assertThat(scored(check("latency_millis == 2500").evaluate(slow)).pass()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = ContentState.class,
      names = {"NOT_CAPTURED", "REFERENCED", "CUT", "REDACTED"})
  void needsTheListOfDocumentsOnlyWhereItAsksForIt(ContentState state) {
    Interaction hidden = answering("a").setDocumentsState(state).build();
    for (String cel : new String[] {"has_documents", "document_count > 0"}) {
      assertThat(check(cel).evaluate(hidden))
          .isEqualTo(new CheckOutcome.NotScorable("documents_not_captured"));
      assertThat(scored(check(cel).evaluate(answering("a").build())).pass()).isFalse();
    }
  }

  @Test
  void isNotScorableWhereItDoesNotHoldAndAValueItAsksForWasRedacted() {
    String answer = "Write to <email:kqhbmtrrpcdl>.";
    assertThat(check("answer.contains(\"@\")").evaluate(answering(answer).build()))
        .isEqualTo(new CheckOutcome.NotScorable("content_redacted"));
    assertThat(
            scored(check("answer.contains(\"Write\")").evaluate(answering(answer).build())).pass())
        .isTrue();
    assertThat(scored(check("route == \"x\"").evaluate(answering(answer).build())).pass())
        .isFalse();
    assertThat(
            check("question.contains(\"@\")").evaluate(answering("a").setQuestion(answer).build()))
        .isEqualTo(new CheckOutcome.NotScorable("content_redacted"));
  }

  @Test
  void saysWhatDoesNotHold() {
    CheckOutcome.Scored outcome = scored(check("route == \"x\"").evaluate(answering("a").build()));
    assertThat(outcome.label()).isEqualTo("expression");
    assertThat(outcome.evidence().getFirst().getNote()).isEqualTo("does not hold: route == \"x\"");
    assertThat(check("true").id()).isEqualTo("own");
    assertThat(check("true").cost()).isEqualTo(Cost.ANSWER);
  }

  private static ExpressionCheck check(String cel) {
    return new ExpressionCheck("own", cel);
  }
}
