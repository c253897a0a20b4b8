package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.v1.ContentState;
import dev.plumbline.v1.Evidence;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroundingCheckTest {
  private static final String PLANS =
      "Previous versions are kept for 30 days on the Basic plan and for 180 days on the Team plan."
          + " A restore takes 2 hours. Larkwing was founded by Maria Olsen on March 5, 2019.";

  private final GroundingCheck check = new GroundingCheck(GroundingCheck.DEFAULT_THRESHOLD);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "On the Team plan versions are kept for 180 days [1].",
        "On the Team plan versions are kept for 180 days [pp. 71-72; Fig. 9].",
        "On the Team plan versions are kept for 180 days [\u00a7 71].",
        "On the Team plan, previous versions are kept for 180 days; a restore takes two hours.",
        "1. Previous versions are kept for 30 days on the Basic plan.\n2. A restore takes 2 hours.",
        "Larkwing was founded by Maria Olsen on 2019-03-05.",
        "Happy to help! A restore takes 2 hours. Let me know if anything else comes up."
      })
  void supportsWhatTheDocumentsSay(String answer) {
    CheckOutcome.Scored scored = scored(check.evaluate(grounded(answer, PLANS).build()));
    assertThat(scored.pass()).as("value %s, %s", scored.value(), scored.evidence()).isTrue();
    assertThat(scored.evidence()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "On the Team plan versions are kept for 365 days. | 365 days",
        "On the Team plan versions are kept for 30 hours. | 30 hours",
        "A restore takes three hours. | three hours",
        "Larkwing was founded by Maria Olsen on April 5, 2019. | April",
        "Larkwing was founded by Maria Olsen on 2021-03-05. | 2021",
        "Larkwing was founded by Peter Olsen on March 5, 2019. | Peter",
        "A restore takes 2 hours on the RX9 plan. | RX9",
        "Previous versions are not kept on the Team plan. | opposite",
        "The documents say \"versions restore the Team plan\". | quotes"
      })
  void doesNotSupportAnotherNumberDateNameCodeOrQuote(String answer, String note) {
    CheckOutcome.Scored scored = scored(check.evaluate(grounded(answer, PLANS).build()));
    assertThat(scored.pass()).isFalse();
    assertThat(scored.evidence().getFirst().getNote()).contains(note);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It is 2,341 miles long. | It is 2,341 mi long. A trail is 90 miles long. | true",
        "It is 2,340 miles long. | It is 2,341 mi long. A trail is 90 miles long. | false",
        "Er kostet 1.250,50 Euro. | Er kostet 1250,5 Euro. | true",
        "Er kostet 1 250 Euro. | Er kostet 1.250 Euro. | true",
        "It made $96 million. | It made 96 million dollars, a share is 3 dollars. | true",
        "It has 10 and more. | It has 10, but 3 and not 4. | true",
        "It made $69 million. | It made 96 million dollars, a share is 3 dollars. | false",
        "It made $96 million. | It made 96 billion dollars, a share is 3 dollars. | false",
        "Er kostet 1.250,50 Euro. | Er kostet 1.25 Euro. | false"
      })
  void comparesNumbersHoweverTheyAreWritten(String answer, String document, boolean supported) {
    CheckOutcome.Scored scored = scored(check.evaluate(grounded(answer, document).build()));
    assertThat(scored.evidence().isEmpty()).as("%s", scored.evidence()).isEqualTo(supported);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Es heißt „Hunde sind willkommen“, alte Koffer kosten zwei Euro extra. | true",
        "Es heißt »Hunde sind willkommen«, alte Koffer kosten zwei Euro extra. | true",
        "Es heißt „Hunde kosten extra Euro“. | false",
        "Es heißt »Hunde kosten extra Euro«. | false",
        "Es heißt ”Hunde kosten extra Euro”. | false",
        "Es heißt « Hunde kosten extra Euro ». | false"
      })
  void looksForQuotationsOnlyBetweenTheirMarks(String answer, boolean said) {
    String document = "Es heißt, Hunde sind willkommen. Alte Koffer kosten zwei Euro, extra Euro.";
    CheckOutcome.Scored scored = scored(check.evaluate(grounded(answer, document).build()));
    assertThat(scored.evidence().isEmpty()).as("%s", scored.evidence()).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Im Text steht, die Hütte ist bis Oktober geöffnet und die Hunde sind erlaubt.|true",
        "Die Hütte ist bis Oktober geöffnet und wurde von Peter Lindner gebaut.|false"
      })
  void takesGermanNounsForNoNames(String answer, boolean named) {
    String document =
        "Die Hütte ist bis Oktober geöffnet. Hunde sind erlaubt. Sie wurde 1902 gebaut.";
    CheckOutcome.Scored scored = scored(check.evaluate(grounded(answer, document).build()));
    assertThat(scored.evidence().stream().noneMatch(e -> e.getNote().contains("mention")))
        .as("%s", scored.evidence())
        .isEqualTo(named);
  }

  @Test
  void tellsGermanByTheDocumentWhereTheAnswerIsTooShort() {
    String german = "Die Hütte ist bis Oktober geöffnet, und das ist nicht alles.";
    String english = "The hut is open until October, and that is not all.";
    assertThat(notes("Im Text steht bis Oktober geöffnet.", german)).doesNotContain("mention");
    assertThat(notes("The hut of Larkwing is open until October.", english)).contains("mention");
  }

  private String notes(String answer, String document) {
    return scored(check.evaluate(grounded(answer, document).build())).evidence().toString();
  }

  @Test
  void claimsNothingInFencesAndHeadings() {
    String answer =
        "## Further facts\n\nA restore takes 2 hours:\n\n```yaml\nrestore: 2 hours\n```\n";
    assertThat(scored(check.evaluate(grounded(answer, PLANS).build())).value()).isEqualTo(1);
  }

  @Test
  void marksTheNearestPassageToItsEndWhenADocumentWithoutTextFollows() {
    // Given
    String passage = "Exports run at night.";
    // When
    var scored =
        scored(check.evaluate(grounded("Exports run by hand every week.", passage, "").build()));
    // Then
    assertThat(scored.evidence())
        .extracting(Evidence::getDocumentStart, Evidence::getDocumentEnd)
        .containsExactly(tuple(0, passage.length()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"says: “Keep it dry and not in water.”", "(It is not for water.)"})
  void findsAnOppositeBehindASentenceThatClosesWithAQuotationOrBracket(String before) {
    String document = before + " Shipping costs of 4.95 EUR are not refunded.";
    String answer = "Shipping costs of 4.95 EUR are fully refunded.";
    assertThat(scored(check.evaluate(grounded(answer, document).build())).pass()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "【1†source】", "(Source 1)", "[Doc 1, p. 7]", "[^1^]"})
  void takesTheNumberOfACitationForNoClaim(String citation) {
    String answer = "A restore takes 2 hours " + citation + ".";
    assertThat(scored(check.evaluate(grounded(answer, PLANS).build())).evidence()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Die Rückgabe ist nicht möglich. | Die Rückgabe ist möglich.",
        "La devolución no es posible. | La devolución es posible en la tienda.",
        "Le retour n'est pas possible. | Le retour est possible.",
        "Refunds are available. | Refunds are not available."
      })
  void seesAContradictionOfTwoWords(String answer, String document) {
    assertThat(scored(check.evaluate(grounded(answer, document).build())).pass()).isFalse();
  }

  @Test
  void pointsAtTheUnsupportedSentenceWithTheNearestDocument() {
    String answer = "A restore takes 2 hours. The Team plan keeps previous versions for 365 days.";
    CheckOutcome.Scored scored =
        scored(check.evaluate(grounded(answer, "Prices are in euros.", PLANS).build()));
    assertThat(scored.value()).isBetween(0.5, 0.75);
    Evidence evidence = scored.evidence().getFirst();
    assertThat(answer.substring(evidence.getStart(), evidence.getEnd()))
        .isEqualTo("The Team plan keeps previous versions for 365 days.");
    assertThat(evidence.getDocumentId()).isEqualTo("d2");
  }

  @Test
  void valuesAnAnswerOfTheDocumentsWordsWithOne() {
    assertThat(check.evaluate(grounded("A restore takes 2 hours.", PLANS).build()))
        .isEqualTo(new CheckOutcome.Scored(true, 1, "", List.of()));
  }

  @Test
  void doesNotHoldTheQuestionsNumbersAndNamesAgainstTheAnswer() {
    var interaction =
        grounded(
            "Previous versions of 12 files of Rex are kept for 30 days on the Basic plan.", PLANS);
    assertThat(scored(check.evaluate(interaction.build())).pass()).isFalse();
    interaction.setQuestion("How long are 12 files of Rex kept?");
    assertThat(scored(check.evaluate(interaction.build())).evidence()).isEmpty();
  }

  @Test
  void seesAContradictionOnlyWhereNoClauseConfirms() {
    String document =
        "Storage add-ons are not refunded. Storage add-ons are refunded within 48 hours.";
    assertThat(
            scored(
                    check.evaluate(
                        grounded("Storage add-ons are refunded within 48 hours.", document)
                            .build()))
                .pass())
        .isTrue();
    assertThat(
            scored(
                    check.evaluate(
                        grounded(
                                "Shared folders are included in the nightly backup.",
                                "Shared folders are not included in the nightly backup.")
                            .build()))
                .pass())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello!",
        "Thank you, happy to help!",
        "I do not know; the context does not contain it.",
        "I'm sorry, but I can't help with that request.",
        "Which plan are you on?"
      })
  void asksNothingOfAnAnswerThatClaimsNothing(String answer) {
    assertThat(check.evaluate(grounded(answer, PLANS).build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_claims"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Feel free to ask for your money back within 90 days.",
        "Did you know that it keeps versions for 365 days?",
        "The documents do not mention it, but penguins usually eat frozen herring.",
        "The Basic plan does not include dedicated penguin support engineers."
      })
  void doesNotLetAClaimHideBehindACourtesyOrAnAdmission(String answer) {
    assertThat(scored(check.evaluate(grounded(answer, PLANS).build())).pass()).isFalse();
  }

  @Test
  void readsTheSentencesOfAJsonAnswerNotItsKeysAndIds() {
    String document = "Set the proxy under Preferences, Network.";
    assertThat(
            scored(
                    check.evaluate(
                        grounded(
                                "{\"answer\": \"Set the proxy under Preferences, Network.\","
                                    + " \"sources\": [\"s-02\"]}",
                                document)
                            .build()))
                .pass())
        .isTrue();
    assertThat(
            scored(
                    check.evaluate(
                        grounded(
                                "{\"answer\": \"Set the proxy under Preferences within 90 days.\"}",
                                document)
                            .build()))
                .pass())
        .isFalse();
  }

  @Test
  void readsScriptsWithoutSpaces() {
    String document = "チームプランでは、以前のバージョンは180日間保存されます。";
    assertThat(
            scored(check.evaluate(grounded("チームプランでは、以前のバージョンは180日間保存されます。", document).build()))
                .pass())
        .isTrue();
    assertThat(
            scored(check.evaluate(grounded("チームプランでは、以前のバージョンは365日間保存されます。", document).build()))
                .pass())
        .isFalse();
  }

  @Test
  void needsDocumentsWithText() {
    assertThat(check.evaluate(answering("It is 30 days.").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_documents"));
    assertThat(
            check.evaluate(
                answering("It is 30 days.").setDocumentsState(ContentState.NOT_CAPTURED).build()))
        .isEqualTo(new CheckOutcome.NotScorable("documents_not_captured"));
    assertThat(
            check.evaluate(grounded("", PLANS).setOutputState(ContentState.NOT_CAPTURED).build()))
        .isEqualTo(new CheckOutcome.NotScorable("content_not_captured"));
  }

  @Test
  void namesDocumentsBeyondTheLastBitOfItsMask() {
    String[] documents = new String[100];
    Arrays.fill(documents, "Prices are in euros.");
    documents[99] = PLANS;
    assertThat(
            scored(check.evaluate(grounded("A restore takes 2 hours.", documents).build())).pass())
        .isTrue();
    assertThat(
            scored(check.evaluate(grounded("A restore takes 9 hours.", documents).build()))
                .evidence())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The warranty covers the screen. | false",
        "The warranty covers the battery. | true",
        "The warranty does not cover the screen. | true"
      })
  void seesTheOppositeInOnePartOfALongSentence(String answer, boolean supported) {
    String document =
        "The warranty lasts 24 months from purchase and covers the battery, but not the screen.";
    assertThat(scored(check.evaluate(grounded(answer, document).build())).pass())
        .isEqualTo(supported);
  }

  @Test
  void takesTheFirstOfPassagesThatHoldAsMuch() {
    CheckOutcome.Scored scored =
        scored(
            check.evaluate(
                grounded("Whales sing at night.", "Whales swim.", "They sing.", "Whales swim.")
                    .build()));
    assertThat(scored.evidence().getFirst().getDocumentId()).isEqualTo("d1");
  }
}
