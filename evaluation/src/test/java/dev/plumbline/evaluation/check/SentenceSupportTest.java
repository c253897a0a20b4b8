package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What grounding says is wrong with a sentence. */
class SentenceSupportTest {
  private static final String DOCUMENT =
      "Larkwing keeps old versions for 180 days. Code E404 means that a file is gone. Opened on 5"
          + " March 2024, the office in Graz has 12 rooms and costs $40 a day. The manual says that"
          + " nobody deletes versions by hand. Versions that were deleted cannot be restored.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Larkwing keeps old versions for 90 days.|the documents do not say 90 days",
        "The office in Graz has 14 rooms.|the documents do not say 14 rooms",
        "The office in Graz costs $50 a day.|the documents do not say $50",
        "Code E505 means that a file is gone.|the documents do not say E505",
        "The office was opened on 5 April 2024.|the documents do not say April",
        "The office was opened in April 2024.|the documents do not say April",
        "The office in Vienna has 12 rooms.|the documents do not mention Vienna",
        "Deleted versions can be restored.|a document says the opposite",
        "The manual says \"versions hand nobody deletes\".|it quotes words that no document says",
        "Printers eat paper on holidays.|few of its words occur in the documents"
      })
  void namesWhatIsWrong(String sentence, String note) {
    List<Evidence> evidence = evidence(grounded(sentence, DOCUMENT).build());
    assertThat(evidence).extracting(Evidence::getNote).singleElement().asString().startsWith(note);
    assertThat(evidence.getFirst().getEnd()).isEqualTo(sentence.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Larkwing keeps old versions for 180 days.",
        "The office in Graz has twelve rooms.",
        "The office costs $40 a day.",
        "Code E404 means that a file is gone.",
        "The office was opened on March 5, 2024.",
        "The manual says \"nobody deletes versions by hand\".",
        "The \"old office\" in Graz has 12 rooms.",
        "**Office Costs**: the office in Graz costs $40 a day.",
        "1. Larkwing keeps old versions.\n2. The office has 12 rooms."
      })
  void findsNothingWrongWithWhatTheDocumentsSay(String answer) {
    assertThat(evidence(grounded(answer, DOCUMENT).build())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The office costs $12 a day.|the documents do not say $12",
        "The office costs 40 rooms a day.|the documents do not say 40 rooms",
        "The office has 5 rooms.|the documents do not say 5 rooms"
      })
  void holdsANumberAgainstItsUnit(String sentence, String note) {
    assertThat(evidence(grounded(sentence, DOCUMENT).build()))
        .extracting(Evidence::getNote)
        .containsExactly(note);
  }

  @Test
  void holdsNoNameAndNumberAgainstAnAnswerThatTheQuestionGave() {
    // Given
    String answer = "The office in Graz has 12 rooms for the 14 guests of Vienna.";
    // When, Then
    assertThat(evidence(grounded(answer, DOCUMENT).build()))
        .extracting(Evidence::getNote)
        .containsExactly("the documents do not say 14");
    assertThat(
            evidence(
                grounded(answer, DOCUMENT)
                    .setQuestion("Has the office in Graz rooms for 14 guests of Vienna?")
                    .build()))
        .isEmpty();
  }

  @Test
  void weighsTheSpeakerMoreThanAFunctionWordUnlessADocumentSpeaks() {
    double plain = value("The office has rooms, then.", DOCUMENT);
    double spoken = value("The office has rooms, I think.", DOCUMENT);
    double quoted = value("The office has rooms, I think.", DOCUMENT + " I think so.");
    assertThat(spoken).isLessThan(plain).isLessThan(quoted);
  }

  private static double value(String answer, String document) {
    return scored(new GroundingCheck(0.8).evaluate(grounded(answer, document).build())).value();
  }

  private static List<Evidence> evidence(Interaction interaction) {
    return scored(new GroundingCheck(0.8).evaluate(interaction)).evidence();
  }
}
