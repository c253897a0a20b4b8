package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.v1.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a document says the opposite of a sentence. */
class ClausesTest {
  private static final String OPPOSITE = "a document says the opposite";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Refunds are available.|Refunds are not available.",
        "Refunds are not available.|Refunds are available.",
        "Deleted files never come back.|Deleted files come back.",
        "Deleted files come back.|No deleted files come back.",
        "The screen is covered.|Snow falls. The screen isn't covered. Rain falls.",
        "Guests may park bicycles in the yard.|Guests may not park bicycles in the yard at all.",
        "Refunds are available.|Refunds are not available. Refunds come by post."
      })
  void isSeenInAClauseThatTurnsIt(String answer, String document) {
    assertThat(notes(answer, document)).containsExactly(OPPOSITE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // both deny it, or neither
        "Refunds are not available.|Refunds are not available.",
        "It is not true that refunds are not available.|It is true that refunds are available.",
        // another clause says the same
        "Refunds are available.|On Sundays refunds are not available. Refunds are available.",
        // a limit and no denial
        "A refund takes no more than 5 days.|A refund takes 5 days.",
        "Ein Abo kostet nicht mehr als 5 Euro.|Ein Abo kostet 5 Euro.",
        // words that turn it otherwise
        "Only refunds are not available.|Refunds are available.",
        "Refunds are available.|Refunds are rather not available.",
        "Refunds are non-available.|Refunds are available.",
        // a negation before a comma, or one of another clause
        "No, refunds are available.|Refunds are available.",
        "Refunds are available.|If it is not, refunds are available.",
        // one word is too general, and so is a clause that says much else
        "Refunds.|No refunds.",
        "Refunds come.|Refunds do not come by post, bank, card, cheque, cash, voucher, gold, token."
      })
  void isNotSeenWhereNothingIsTurned(String answer, String document) {
    assertThat(notes(answer, document)).isEmpty();
  }

  @Test
  void isSeenInADocumentWithATitleAndInALaterOne() {
    var titled = grounded("Refunds are available.", "Snow falls.", "Refunds are not available.");
    titled.getDocumentsBuilder(1).setTitle("Shop rules");
    assertThat(scored(new GroundingCheck(0.8).evaluate(titled.build())).evidence())
        .extracting(Evidence::getNote, Evidence::getDocumentId)
        .containsExactly(tuple(OPPOSITE, "d2"));
  }

  @Test
  void countsNegationsUnlessOtherWordsTurnItToo() {
    assertThat(negations("It is here.")).isZero();
    assertThat(negations("It is not here.")).isEqualTo(1);
    assertThat(negations("It is not true that it is never here.")).isEqualTo(2);
    assertThat(negations("It takes no more than a day.")).isEqualTo(-1);
    assertThat(negations("It is not only here.")).isEqualTo(-1);
    assertThat(negations("More is not here.")).isEqualTo(1);
    assertThat(negations("It ends with no")).isEqualTo(1);
    Words words = Words.of("not so; no more");
    assertThat(Clauses.negations(words, 0, 3)).as("the word after it is outside").isEqualTo(2);
  }

  @Test
  void mayContradictFromFourFifthsOfTheWords() {
    assertThat(Clauses.mayContradict(4, 5)).isTrue();
    assertThat(Clauses.mayContradict(3, 4)).isFalse();
    assertThat(Clauses.mayContradict(52, 100)).as("64 words have a bit").isTrue();
    assertThat(Clauses.mayContradict(51, 100)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"keeps versions, true", "keeps versions files, false"})
  void isSettledByThreeTenthsOfALongSentence(String confirming, boolean opposite) {
    // Given
    String nouns = "versions files folders photos notes scans letters drafts";
    // When
    List<String> notes =
        notes(
            "Larkwing keeps " + nouns + ".",
            "Larkwing never keeps, " + nouns + ". It " + confirming + ".");
    // Then
    assertThat(notes.contains(OPPOSITE)).isEqualTo(opposite);
  }

  private static int negations(String text) {
    Words words = Words.of(text);
    return Clauses.negations(words, 0, words.size());
  }

  private static List<String> notes(String answer, String document) {
    return scored(new GroundingCheck(0.8).evaluate(grounded(answer, document).build()))
        .evidence()
        .stream()
        .map(Evidence::getNote)
        .toList();
  }
}
