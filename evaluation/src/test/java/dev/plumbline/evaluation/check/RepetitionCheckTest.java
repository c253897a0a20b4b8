package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Evidence;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the circle begins and ends, and from how many words on it is one. */
class RepetitionCheckTest {
  private final RepetitionCheck check = new RepetitionCheck();

  @Test
  void marksTheWholeStretchAndNothingBefore() {
    String circle = "ship it on Friday or keep it here ".repeat(3).strip();
    String answer = "Well, this is what we do: " + circle + ". Then we rest.";
    assertThat(evidenceOf(answer, "loop")).isEqualTo(circle);
  }

  @Test
  void failsTwelveRepeatedWordsAndNoFewer() {
    assertThat(said("round ".repeat(12)).pass()).isTrue();
    assertThat(said("round ".repeat(13)).label()).isEqualTo("loop");
  }

  @Test
  void failsAStretchOfFortyWordsThreeTimesAndNoLongerOne() {
    assertThat(said(words(40).repeat(2)).pass()).isTrue();
    assertThat(said(words(40).repeat(3)).label()).isEqualTo("loop");
    assertThat(said(words(41).repeat(3)).pass()).isTrue();
  }

  @Test
  void passesColumnsOfNumbersAndFailsWordsAfterThem() {
    String numbers = "7 8 9 ".repeat(12);
    assertThat(said(numbers).pass()).isTrue();
    assertThat(said(numbers + "round ".repeat(13)).label()).isEqualTo("loop");
  }

  @Test
  void failsAnEightWordSentenceTheThirdTimeWhereItStands() {
    // Given
    String eight = "We keep every old version for six months.";
    String answer = eight + " Yes. " + eight + " It helps. " + eight;
    // When
    CheckOutcome.Scored outcome = said(answer);
    // Then
    assertThat(outcome.label()).isEqualTo("sentence");
    assertThat(outcome.value()).isEqualTo(1 - 3 / 5.0);
    assertThat(outcome.evidence().getFirst().getStart()).isEqualTo(answer.lastIndexOf(eight));
    assertThat(evidenceOf(answer, "sentence")).isEqualTo(eight);
  }

  @Test
  void passesAShorterSentenceAndOneSaidTwice() {
    String seven = "We keep every old version six months.";
    assertThat(said(seven + " Yes. " + seven + " It helps. " + seven).pass()).isTrue();
    String eight = "We keep every old version for six months.";
    assertThat(said(eight + " Yes. " + eight).pass()).isTrue();
  }

  @Test
  void failsSixtyTimesOneLetterAndNoFewer() {
    assertThat(evidenceOf("so " + "x".repeat(60), "character")).isEqualTo("x".repeat(60));
    assertThat(said("so " + "x".repeat(59)).pass()).isTrue();
    assertThat(said("=".repeat(300)).pass()).isTrue();
  }

  @Test
  void failsAFewLettersThatFillSixtyCharacters() {
    assertThat(evidenceOf("so " + "ha".repeat(30), "character")).isEqualTo("ha".repeat(30));
    assertThat(evidenceOf("so " + "blah".repeat(20), "character")).isEqualTo("blah".repeat(15));
    assertThat(said("so " + "ha".repeat(29) + "h").pass()).isTrue();
    assertThat(said("so " + "hello".repeat(20)).pass()).isTrue();
    assertThat(said("so " + "-=".repeat(90) + " " + "01".repeat(90)).pass()).isTrue();
  }

  @Test
  void passesDifferentLongSentencesAndAShortOneAtTheEnd() {
    String three =
        "We keep every old version for six months. Whoever leaves takes along what is in the"
            + " folder. Nobody but the owner may open it after that.";
    assertThat(said(three).pass()).isTrue();
    String seven = "We keep every old version six months.";
    assertThat(said(three + " " + seven + " Yes. " + seven + " It helps. " + seven).pass())
        .isTrue();
  }

  @Test
  void isLessWorthTheMoreOfItsSentencesAreTheSame() {
    String eight = "We keep every old version for six months. ";
    String three = eight + "Yes. " + eight + "It helps. " + eight + "Fine. ";
    assertThat(said(three).value()).isEqualTo(1 - 3 / 6.0);
    assertThat(said(three + eight).value()).isEqualTo(1 - 4 / 7.0);
  }

  @ParameterizedTest
  @ValueSource(chars = {' ', '\n', '-', '=', '_', '*', '#', '~', '.'})
  void passesRulesAndSpace(char rule) {
    assertThat(said("so" + String.valueOf(rule).repeat(200) + "on").pass()).isTrue();
  }

  @Test
  void passesOrdinaryAnswersOfEveryLength() {
    String answer =
        "We keep every old version for six months, then it is gone. Whoever needs one for longer"
            + " copies it into a folder of its own, where nobody cleans up.";
    for (int length = 1; length <= answer.length(); length++) {
      assertThat(said(answer.substring(0, length)).pass()).isTrue();
    }
  }

  private CheckOutcome.Scored said(String answer) {
    return scored(check.evaluate(answering(answer).build()));
  }

  private String evidenceOf(String answer, String label) {
    CheckOutcome.Scored outcome = said(answer);
    assertThat(outcome.label()).isEqualTo(label);
    Evidence evidence = outcome.evidence().getFirst();
    return answer.substring(evidence.getStart(), evidence.getEnd());
  }

  /** So many different words without a period. */
  private static String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + "ord ")
        .collect(Collectors.joining());
  }
}
