package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.plumbline.v1.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sentence of an answer claims, and what of the answer is no sentence. */
class AnswerSentenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Larkwing keeps old versions.|true",
        "Larkwing keeps versions.|false",
        "The Larkwing keeps these versions.|false",
        "Does Larkwing keep old versions?|false",
        "Larkwing keeps old versions:|false",
        "I don't know whether Larkwing keeps old versions.|false",
        "I'm sorry, but I can't help with Larkwing and old versions.|false",
        // a courtesy, with four and with five words of content besides
        "Let me know if Larkwing keeps old versions.|false",
        "Let me know if Larkwing keeps very old red versions.|true"
      })
  void claimsWithFourWordsOfContent(String sentence, boolean claims) {
    assertThat(only(sentence).claims(4)).isEqualTo(claims);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mice eat cables.|claim",
        "Do mice eat cables?|aside",
        "I don't know whether mice eat cables.|aside",
        "I don't know the year, but mice eat cables.|claim",
        "But I don't know whether mice eat cables.|aside",
        "I don't know whether mice eat cables but|aside",
        "Happy to help with cables!|nothing",
        "I don't know about mice, sorry.|aside",
        "I don't know why I can't see mice.|aside",
        "Do mice eat 12 cables?|claim",
        "I don't know about 12 mice.|claim"
      })
  void isAnAsideWhereItAsksOrAdmits(String sentence, String kind) {
    Support support = supported(sentence);
    String found = support.weight() == 0 ? "nothing" : support.aside() ? "aside" : "claim";
    assertThat(found).isEqualTo(kind);
  }

  @Test
  void hasItsWordsAndItsPlace() {
    Reading reading = new Reading(grounded("One two. Three four five.", "Six.").build());
    List<AnswerSentence> sentences = reading.answerText().sentences();
    assertThat(sentences)
        .extracting(
            AnswerSentence::from, AnswerSentence::to, AnswerSentence::start, AnswerSentence::end)
        .containsExactly(tuple(0, 2, 0, 8), tuple(2, 5, 9, 25));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"kept for\": \"half a year\", \"id\": \"kb-1\"}|half a year",
        "[{\"kept\": \"so long\"}]|so long",
        " {\"kept\" : \"so long\"}|so long",
        "[\"so long\"]|so long",
        "The \"key\": so long|The key so long",
        "Kept so [1] long (kb-1).|Kept so long",
        "Kept `[1]` long.|Kept 1 long"
      })
  void isReadWithoutKeysIdsAndCitations(String answer, String words) {
    Reading reading =
        new Reading(
            grounded(answer, "Six.").build().toBuilder()
                .setDocuments(0, Document.newBuilder().setId("kb-1").setText("Six."))
                .build());
    Words read = reading.answerText().words();
    StringBuilder found = new StringBuilder();
    for (int i = 0; i < read.size(); i++) {
      found.append(i == 0 ? "" : " ").append(answer, read.start(i), read.end(i));
    }
    assertThat(found.toString()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Plan: two|true",
        "Plan:   two|true",
        "Plan - two|true",
        "Plan \u2013 two|true",
        "Plan (two|true",
        "Plan *two|true",
        "Plan;two|true",
        "Plan #two|true",
        "Plan/two|true",
        "Plan \"two|true",
        "Plan \u2022 two|true",
        "Plan two|false",
        "Plan, two|false",
        "Plan. two|false"
      })
  void opensAClauseBehindAMark(String answer, boolean opens) {
    AnswerText text = new Reading(grounded(answer.replace(';', '\n'), "Six.").build()).answerText();
    assertThat(text.opensClause(0)).isTrue();
    assertThat(text.opensClause(1)).isEqualTo(opens);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"two|true", "  two|true", "(two|true", ",two|false"})
  void opensAClauseAtTheBeginningUnlessAnotherMarkStandsThere(String answer, boolean opens) {
    assertThat(new Reading(grounded(answer, "Six.").build()).answerText().opensClause(0))
        .isEqualTo(opens);
  }

  @Test
  void beginsRightBehindTheOneBeforeInScriptsWithoutSpaces() {
    Reading reading = new Reading(grounded("\u6771\u4eac\u3002\u5927\u962a\u3002", "Six.").build());
    Words words = reading.answerText().words();
    AnswerSentence second = reading.answerText().sentences().get(1);
    assertThat(words.start(second.from())).isEqualTo(3);
    assertThat(reading.answerText().sentences().getFirst().to()).isEqualTo(second.from());
  }

  private static AnswerSentence only(String sentence) {
    return new Reading(grounded(sentence, "Six.").build()).answerText().sentences().getFirst();
  }

  private static Support supported(String sentence) {
    Reading reading = new Reading(grounded(sentence, "Mice eat cables.").build());
    SourceTexts sources =
        SourceTexts.of(
            reading.interaction().getDocumentsList(),
            reading.answerText().words(),
            reading.wordReader());
    return reading
        .answerText()
        .sentences()
        .getFirst()
        .supportBy(new SentenceSupport(reading, sources));
  }
}
