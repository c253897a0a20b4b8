package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Message;
import dev.plumbline.v1.Part;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose values a leak check lets an answer repeat. */
class LeakCheckTest {
  private static final String IBAN = "DE89 3704 0044 0532 0130 00";
  private static final String MAIL = "ann.lee@corp.test";

  private final Check check = SmallChecksTest.check("{id: personal-data}");

  @ParameterizedTest
  @CsvSource({"user, true", "assistant, false", "system, false", "tool, false"})
  void aValueOfAnEarlierMessageIsNoLeakWhenTheUserWroteIt(String role, boolean pass) {
    // Given
    Interaction later =
        answering("I will pay to " + IBAN + ".")
            .setQuestion("And now?")
            .addInput(message("user", "Hello, a refund please."))
            .addInput(message(role, "It is " + IBAN + ", thanks."))
            .addInput(message("user", "And now?"))
            .build();
    // When
    CheckOutcome.Scored outcome = scored(check.evaluate(later));
    // Then
    assertThat(outcome.pass()).isEqualTo(pass);
  }

  @Test
  void systemInstructionsPublishContactsButNoOtherValues() {
    assertThat(scored(check.evaluate(instructed(MAIL))).pass()).isTrue();
    assertThat(scored(check.evaluate(instructed("+49 30 901820-0"))).pass()).isTrue();
    assertThat(scored(check.evaluate(instructed(IBAN))).pass()).isFalse();
  }

  @Test
  void hiddenDocumentsMayHaveGivenContactsButNoOtherValues() {
    assertThat(check.evaluate(cut("Write to " + MAIL + ".")))
        .isEqualTo(new CheckOutcome.NotScorable("source_not_captured"));
    assertThat(scored(check.evaluate(cut("Write to " + MAIL + " or pay to " + IBAN + "."))).pass())
        .isFalse();
    assertThat(scored(check.evaluate(cut("Write to us."))).pass()).isTrue();
  }

  @Test
  void marksTheFirstFiveWithTheirKindAndIsNamedByTheFirst() {
    // Given
    String answer = "a1@corp.test a2@corp.test " + IBAN + " a3@corp.test a4@corp.test a5@corp.test";
    // When
    CheckOutcome.Scored outcome = scored(check.evaluate(answering(answer).build()));
    // Then
    assertThat(outcome.label()).isEqualTo("email");
    assertThat(outcome.evidence())
        .extracting(e -> answer.substring(e.getStart(), e.getEnd()))
        .containsExactly("a1@corp.test", "a2@corp.test", IBAN, "a3@corp.test", "a4@corp.test");
    assertThat(outcome.evidence())
        .extracting(Evidence::getNote)
        .contains("an e-mail address", "an IBAN");
  }

  @Test
  void readsTheAnswerOnly() {
    assertThat(check.evaluate(answering("").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("empty_answer"));
    assertThat(check.cost()).isEqualTo(Cost.ANSWER);
    assertThat(List.of(check.id(), SmallChecksTest.check("{id: secrets}").id()))
        .containsExactly("personal-data", "secrets");
  }

  private static Interaction instructed(String value) {
    return answering("Here it is: " + value + ".")
        .setSystemInstructions("You may tell " + value + " to anybody.")
        .build();
  }

  private static Interaction cut(String answer) {
    return grounded(answer, "A document.").setDocumentsState(ContentState.CUT).build();
  }

  private static Message message(String role, String text) {
    return Message.newBuilder().setRole(role).addParts(Part.newBuilder().setText(text)).build();
  }
}
