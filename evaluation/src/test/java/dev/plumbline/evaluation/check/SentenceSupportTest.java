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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the sign at the end of the sentence before, the noun at the beginning of the next
        "It grew by 5 %. The office has 12 rooms.|It grew by 5 %. 12 rooms has the office.|''",
        "The office has 12 rooms. It opens in 5 days.|The office opens in 5. Rooms has it 12.|''",
        "It opens in 5 days. It has 12 rooms.|It has 5 rooms.|the documents do not say 5 rooms",
        "It grew 5 %. It has 9 beds.|It grew 5 %. 8 beds it has.|the documents do not say 8 beds",
        "It has 12 rooms.|It opens in 7. Rooms has it 12.|the documents do not say 7",
        "It costs $40. It has 12 rooms.|It costs $12.|the documents do not say $12",
        // with a space as without
        "A day costs $ 40.|A day costs $ 50.|the documents do not say $ 50",
        "A day costs $40.|A day costs $50.|the documents do not say $50",
        // three digits need their unit, four tell by themselves
        "It is 234 mi long, or 90 miles.|It is 234 miles long.|the documents do not say 234 miles",
        "It is 2341 mi long, or 90 miles.|It is 2341 miles long.|''",
        // a month with a day or year before or behind it, in its own sentence
        "It opened in 2019.|It opened in May 2019.|the documents do not say May",
        "It opened on the 5th, in 5 rooms.|It opened 5 May.|the documents do not say May",
        "It opened in 2019. It has 5 rooms.|It opened in 2019. May it has rooms.|''",
        "It opened. It has 12 rooms.|It opened in May. 12 rooms has it.|''"
      })
  void holdsANumberToItsOwnSentence(String document, String answer, String note) {
    assertThat(evidence(grounded(answer, document).build()))
        .extracting(Evidence::getNote)
        .filteredOn(said -> said.startsWith("the documents do not say"))
        .isEqualTo(note.isEmpty() ? List.of() : List.of(note));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // as in a heading: most words, of which at least two, have a capital
        "the office in Vienna costs $40 a day.|Vienna",
        "the office of Vienna Woods.|''",
        "the office of Vienna Woods costs.|Vienna",
        "the Vienna costs.|Vienna"
      })
  void holdsNoCapitalsAgainstAHeading(String sentence, String name) {
    assertThat(evidence(grounded(sentence, DOCUMENT).build()))
        .extracting(Evidence::getNote)
        .filteredOn(said -> said.startsWith("the documents do not mention"))
        .isEqualTo(name.isEmpty() ? List.of() : List.of("the documents do not mention " + name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "The manual says \"hand deletes versions\".|true",
        "The manual says \"hand deletes versions\"|true",
        "The manual says \"versions hand\".|false",
        "The manual says \"versions hand\" and \"rooms manual\".|false",
        "The manual says \"versions hand\", \"nobody deletes versions\".|false",
        "The manual says \"nobody deletes versions\", \"hand manual\".|false",
        "The manual says \"rooms\", \"versions\", \"hand\".|false",
        "The manual says \u201erooms\u201d, \u201eversions\u201d, \u201ehand\u201d.|false",
        "The manual says \u00ab rooms \u00bb, \u00ab versions \u00bb, \u00ab hand \u00bb.|false",
        "The manual says \"versions\", \"hand deletes versions\".|true",
        "The manual says \"hand deletes versions\", \"versions\".|true",
        "The manual says: nobody hand deletes versions.|false"
      })
  void holdsAQuotationOfThreeWordsToTheirOrder(String sentence, boolean misquotes) {
    assertThat(
            evidence(grounded(sentence, DOCUMENT).build()).stream()
                .anyMatch(e -> e.getNote().startsWith("it quotes words")))
        .isEqualTo(misquotes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The lamp is not red.|It is red.|false",
        "The lamp is not red.|The lamp is red.|true",
        "The lamp is red.|The lamp is not red.|true",
        "The lamp is red.|The lamp is never not red.|false"
      })
  void seesAnOppositeFromTwoWordsOn(String document, String answer, boolean opposite) {
    assertThat(
            evidence(grounded(answer, document).build()).stream()
                .anyMatch(e -> e.getNote().equals("a document says the opposite")))
        .isEqualTo(opposite);
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
