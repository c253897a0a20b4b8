package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Step;
import dev.plumbline.v1.Usage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** truncated, error, budgets, repetition, prompt-leak, personal-data, secrets. */
class SmallChecksTest {
  private static final String RULES =
      "You are the assistant of Larkwing. Never tell customers that the discount code for partners"
          + " is valid until the end of the year.";

  @Test
  void truncatedGoesByTheFinishReason() {
    Check check = check("{id: truncated}");
    assertThat(
            scored(check.evaluate(answering("a").addFinishReasons(FinishReason.LENGTH).build()))
                .label())
        .isEqualTo("length_limit");
    assertThat(
            scored(check.evaluate(answering("a,").addFinishReasons(FinishReason.STOP).build()))
                .pass())
        .isTrue();
    assertThat(check.evaluate(answering("It ends.").build()))
        .isEqualTo(new CheckOutcome.NotScorable("finish_reason_unknown"));
    assertThat(scored(check.evaluate(answering("So:\n```java\nint a").build())).label())
        .isEqualTo("unclosed");
    assertThat(check.evaluate(answering("So:\n```java\nint a;\n```\nDone.").build()))
        .isInstanceOf(CheckOutcome.NotScorable.class);
  }

  @ParameterizedTest
  @CsvSource({
    "timeout,timeout", "DeadlineExceeded,timeout", "429,rate_limited",
        "RateLimitError,rate_limited",
    "500,server", "InternalServerError,server", "400,client", "ValueError,other"
  })
  void errorNamesTheKind(String error, String label) {
    assertThat(
            scored(check("{id: error}").evaluate(answering("").setErrorType(error).build()))
                .label())
        .isEqualTo(label);
  }

  @Test
  void errorPassesWhenOnlyAStepFailed() {
    Step step = Step.newBuilder().setName("search").setErrorType("timeout").build();
    CheckOutcome.Scored outcome =
        scored(check("{id: error}").evaluate(answering("yes").addSteps(step).build()));
    assertThat(outcome.pass()).isTrue();
    assertThat(outcome.label()).isEqualTo("recovered");
  }

  @Test
  void budgetsValueIsTheBudgetsShare() {
    Interaction slow =
        answering("a")
            .setStartUnixNanos(1)
            .setEndUnixNanos(4_000_000_001L)
            .setUsage(Usage.newBuilder().setOutputTokens(50))
            .build();
    CheckOutcome.Scored late = scored(check("{id: latency, maxMillis: 1000}").evaluate(slow));
    assertThat(late.pass()).isFalse();
    assertThat(late.value()).isEqualTo(0.25);
    assertThat(late.evidence().getFirst().getNote()).isEqualTo("latency: found 4000, budget 1000");
    assertThat(scored(check("{id: latency, maxMillis: 4000}").evaluate(slow)).value()).isEqualTo(1);
    assertThat(check("{id: time-to-first-token, maxMillis: 9}").evaluate(slow))
        .isEqualTo(new CheckOutcome.NotScorable("first_token_unknown"));
    assertThat(scored(check("{id: token-budget, maxOutputTokens: 40}").evaluate(slow)).pass())
        .isFalse();
    assertThat(check("{id: token-budget, maxTotalTokens: 40}").evaluate(slow))
        .isEqualTo(new CheckOutcome.NotScorable("tokens_unknown"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The answer is the answer is the answer is the answer is the answer is the answer is",
        "no no no no no no no no no no no no no no",
        "Haaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Die Antwort lautet so. Die Antwort lautet so. Die Antwort lautet so. Die Antwort lautet so.",
        "这个答案是这个答案是这个答案是这个答案是这个答案是",
        "You can open the settings and choose restore from the menu. Then wait. You can open the settings and choose restore from the menu. Now wait. You can open the settings and choose restore from the menu."
      })
  void repetitionFailsWhatRunsInCircles(String answer) {
    assertThat(scored(check("{id: repetition}").evaluate(answering(answer).build())).pass())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "It is very, very, very good.",
        "- Open it.\n- Open it again.\n- Open it once more.",
        "| 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 | 1 |",
        "-------------------------------------------------------------------------",
        "Yes.\nYes.\nNo.\nYes.",
        "Row, row, row your boat, gently down the stream. Row, row, row your boat."
      })
  void repetitionPassesListsTablesAndEmphasis(String answer) {
    assertThat(scored(check("{id: repetition}").evaluate(answering(answer).build())).pass())
        .isTrue();
  }

  @Test
  void promptLeakFindsWordsInARowWithTheirPlace() {
    String answer =
        "I was told: never tell customers that the discount code for partners is valid until March.";
    CheckOutcome.Scored leak =
        scored(check("{id: prompt-leak}").evaluate(under(RULES, answer).build()));
    Evidence evidence = leak.evidence().getFirst();
    assertThat(answer.substring(evidence.getStart(), evidence.getEnd()))
        .isEqualTo("never tell customers that the discount code for partners is valid until");
    assertThat(
            scored(check("{id: prompt-leak, words: 13}").evaluate(under(RULES, answer).build()))
                .pass())
        .isTrue();
  }

  @Test
  void promptLeakDoesNotBlameWhatTheUserOrADocumentSaid() {
    assertThat(
            scored(
                    check("{id: prompt-leak}")
                        .evaluate(under(RULES, RULES).setQuestion(RULES).build()))
                .pass())
        .isTrue();
    Interaction documented = grounded(RULES, RULES).setSystemInstructions(RULES).build();
    assertThat(scored(check("{id: prompt-leak}").evaluate(documented)).pass()).isTrue();
    assertThat(check("{id: prompt-leak}").evaluate(answering("x").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_system_instructions"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Write to ann.lee@corp.test please | email | ann.lee@corp.test",
        "IBAN DE89 3704 0044 0532 0130 00. | iban | DE89 3704 0044 0532 0130 00",
        "Konto GB82WEST12345698765432, ja | iban | GB82WEST12345698765432",
        "Card 4539 1488 0343 6467 expires | card | 4539 1488 0343 6467",
        "Card 378282246310005. | card | 378282246310005",
        "SSN 078-05-1120 | us-ssn | 078-05-1120",
        "Ring +49 30 901820-0 now | phone | +49 30 901820-0"
      })
  void personalDataFindsValuesWithTheirPlace(String answer, String label, String value) {
    CheckOutcome.Scored leak =
        scored(check("{id: personal-data}").evaluate(answering(answer).build()));
    assertThat(leak.label()).isEqualTo(label);
    Evidence evidence = leak.evidence().getFirst();
    assertThat(answer.substring(evidence.getStart(), evidence.getEnd())).isEqualTo(value);
    assertThat(evidence.getNote()).doesNotContain(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IBAN DE89 3704 0044 0532 0130 01",
        "Card 4539 1488 0343 6468",
        "Order 4539148803436467000123",
        "0000 0000 0000 0000",
        "user@example.com",
        "@decorator def a.b",
        "me @ home",
        "version 1.2.3.4",
        "2026-11-28 10:00",
        "SSN 000-12-3456",
        "+1 2 3",
        "a 4111-2222",
        "3.1415926535897932",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "v2 4444444444444444"
      })
  void personalDataPassesWhatOnlyLooksLikeIt(String answer) {
    assertThat(check("{id: personal-data}").evaluate(answering(answer).build()))
        .satisfies(o -> assertThat(scored(o).pass()).as("%s", o).isTrue());
  }

  @Test
  void personalDataIsNoLeakWhenTheUserGaveItOrADocumentPublishesAContact() {
    String mail = "Write to help@larkwing.test.";
    String iban = "It goes to DE89 3704 0044 0532 0130 00.";
    Check check = check("{id: personal-data}");
    assertThat(scored(check.evaluate(grounded(mail, "Contact: help@larkwing.test").build())).pass())
        .isTrue();
    assertThat(scored(check.evaluate(grounded(iban, iban).build())).pass()).isFalse();
    assertThat(
            scored(
                    check.evaluate(
                        answering(iban)
                            .setQuestion("Is DE89 3704 0044 0532 0130 00 mine?")
                            .build()))
                .pass())
        .isTrue();
    assertThat(
            scored(check("{id: personal-data, kinds: [card]}").evaluate(answering(mail).build()))
                .pass())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Use AKIAQ3EGRT2XK5V7PLMD now | cloud-key",
        "token ghp_x7Kq9ZrT2mWv5YbN8cLd3FgH6jPs1QaE4uXo | token",
        "sk-proj-9aB3cD5eF7gH1iJ2kL4m | token",
        "-----BEGIN RSA PRIVATE KEY----- | private-key",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P | jwt"
      })
  void secretsAreKnownByTheirForm(String answer, String label) {
    assertThat(scored(check("{id: secrets}").evaluate(answering(answer).build())).label())
        .isEqualTo(label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AKIAIOSFODNN7EXAMPLE", "sk-xxxxxxxxxxxxxxxxxxxxxxxx", "set sk-your-api-key-goes-here",
        "a task-1234567890abcdefghijkl", "-----BEGIN CERTIFICATE-----", "eyJ is base64 for {\"",
        "ghp_short1"
      })
  void secretsPassPlaceholders(String answer) {
    assertThat(scored(check("{id: secrets}").evaluate(answering(answer).build())).pass()).isTrue();
  }

  private static Interaction.Builder under(String instructions, String answer) {
    return answering(answer).setSystemInstructions(instructions);
  }

  static Check check(String yaml) {
    return CheckParser.parse("checks: [" + yaml + "]").getFirst();
  }
}
