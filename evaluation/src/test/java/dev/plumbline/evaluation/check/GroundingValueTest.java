package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plumbline.v1.Document;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the value of grounding is, by the rule on the reference page: a content word weighs 1, a
 * function word 0.4, a question half; words in the nearest passage count 0.4 of a sentence's
 * support, words anywhere the rest; support of 0.6 is stretched to 0.8.
 */
class GroundingValueTest {
  private static final String DOCUMENT = "Larkwing keeps versions. Mice gnaw cables.";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // all of 3, 3 of 5, 2 of 5 and none of the content words, all in one passage
        "Larkwing keeps versions.|1.0",
        "Larkwing keeps versions near glass.|0.8",
        "Larkwing keeps wood near glass.|0.5333",
        "Printers eat paper.|0",
        // all three stand in the document, two of them in one passage: (0.6 * 3 + 0.4 * 2) / 3
        "Mice keep versions.|0.9333",
        // four of five in the document, three of them in one passage: 3.6 / 5
        "Larkwing keeps versions, gnaw glass.|0.86",
        // the function word is missing: 3 of 3.4, all in one passage
        "Larkwing keeps these versions.|0.9412",
        // the number of an item weighs nothing
        "1. Larkwing keeps versions.|1.0",
        // the speaker weighs two: 2 of 4
        "I keep versions.|0.6667",
        // a question of as many words weighs half: 3 / 4.5
        "Larkwing keeps versions. Printers eat paper?|0.6667",
        // a claim of as many words weighs as much
        "Larkwing keeps versions. Printers eat paper.|0.5"
      })
  void isTheWeightedShareThatIsSupported(String answer, double value) {
    assertThat(scored(check(0.8).evaluate(grounded(answer, DOCUMENT).build())).value())
        .isEqualTo(value, within(0.0001));
  }

  @Test
  void passesOnTheThreshold() {
    Interaction half =
        grounded("Larkwing keeps versions. Printers eat yellow paper on rainy holidays?", DOCUMENT)
            .build();
    double value = scored(check(0.8).evaluate(half)).value();
    assertThat(scored(check(value).evaluate(half)).pass()).isTrue();
    assertThat(scored(check(Math.nextUp(value)).evaluate(half)).pass()).isFalse();
    assertThat(scored(check(Math.nextUp(value)).evaluate(half)).label()).isEqualTo("unsupported");
  }

  @Test
  void marksClaimsThatAreUnsupportedAndNoQuestions() {
    // Given
    String answer =
        "Printers eat paper. Do printers eat glass? Larkwing keeps versions near glass.";
    // When
    CheckOutcome.Scored outcome = scored(check(0.8).evaluate(grounded(answer, DOCUMENT).build()));
    // Then
    assertThat(outcome.evidence())
        .extracting(e -> answer.substring(e.getStart(), e.getEnd()))
        .containsExactly("Printers eat paper.");
  }

  @Test
  void claimsNothingWithAQuestionAlone() {
    assertThat(check(0.8).evaluate(grounded("Do printers eat paper?", DOCUMENT).build()))
        .isEqualTo(new CheckOutcome.NotApplicable("no_claims"));
  }

  @Test
  void namesTheNearestDocumentByItsIdOrElseItsTitleWithThePassage() {
    // Given
    Interaction.Builder interaction =
        grounded("Mice gnaw wood, glass, paper.", "Snow falls.", DOCUMENT);
    // When
    Evidence byId = first(interaction.build());
    interaction.getDocumentsBuilder(1).clearId().setTitle("Pests");
    Evidence byTitle = first(interaction.build());
    interaction.getDocumentsBuilder(1).clearTitle();
    Evidence unnamed = first(interaction.build());
    // Then
    assertThat(byId.getDocumentId()).isEqualTo("d2");
    assertThat(byTitle.getDocumentId()).isEqualTo("Pests");
    assertThat(unnamed.hasDocumentId()).isFalse();
    for (Evidence evidence : new Evidence[] {byId, byTitle, unnamed}) {
      assertThat(DOCUMENT.substring(evidence.getDocumentStart(), evidence.getDocumentEnd()).strip())
          .isEqualTo("Mice gnaw cables.");
    }
  }

  @Test
  void marksNoPlaceInATitleNorWhereNothingIsNear() {
    // Given
    Interaction titled =
        grounded("Mice gnaw wood, glass, paper.", "Snow falls.").build().toBuilder()
            .setDocuments(
                0, Document.newBuilder().setId("d1").setTitle("Mice gnaw").setText("Snow falls."))
            .build();
    Interaction far = grounded("Printers eat paper.", DOCUMENT).build();
    // When, Then
    assertThat(first(titled).getDocumentId()).isEqualTo("d1");
    assertThat(first(titled).hasDocumentStart()).isFalse();
    assertThat(first(far).hasDocumentId()).isFalse();
    assertThat(first(far).hasDocumentStart()).isFalse();
  }

  @Test
  void namesAThresholdOfOnesOwnInItsVersion() {
    assertThat(check(GroundingCheck.DEFAULT_THRESHOLD).version()).doesNotContain("+");
    assertThat(check(0.9).version()).endsWith("+threshold=0.9");
  }

  private static Evidence first(Interaction interaction) {
    return scored(check(0.8).evaluate(interaction)).evidence().getFirst();
  }

  private static GroundingCheck check(double threshold) {
    return new GroundingCheck(threshold);
  }
}
