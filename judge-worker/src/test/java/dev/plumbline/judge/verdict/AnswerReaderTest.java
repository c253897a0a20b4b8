package dev.plumbline.judge.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.judge.fixtures.Requests;
import dev.plumbline.judge.fixtures.Rubrics;
import dev.plumbline.v1.CriterionVerdict;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final List<String> DOCUMENTS = List.of(Requests.REFUND, "Ja.");

  private final AnswerReader reader = new AnswerReader(Rubrics.answerQuality());

  @Test
  void computesPassFromTheWords() {
    // When
    Answer answer =
        read("{\"helpful\":\"partly\",\"grounded_quotes\":[],\"grounded\":\"no_documents\"}");
    // Then
    assertThat(answer)
        .isEqualTo(
            new Answer.Usable(
                List.of(
                    verdict("helpful", "partly", false), verdict("grounded", "no_documents", true)),
                "",
                0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          EMPTY         |
          NOT_JSON      | The answer is helpful and grounded.
          NOT_JSON      | {"helpful":"yes","grounded_quotes":[],"grounded":"no
          NOT_JSON      | {"helpful":"yes","grounded_quotes":[],"grounded":"no"} Hope that helps!
          NOT_JSON      | ```json {"helpful":"yes","grounded_quotes":[],"grounded":"no"} ``` Hope that helps!
          NOT_JSON      | ```
          NOT_JSON      | <think>{"helpful":"yes","grounded_quotes":[],"grounded":"no"}
          NOT_JSON      | {"helpful":"no","helpful":"yes","grounded_quotes":[],"grounded":"no"}
          NOT_JSON      | {"helpful":NaN,"grounded_quotes":[],"grounded":"no"}
          NOT_JSON      | {"helpful":Infinity,"grounded_quotes":[],"grounded":"no"}
          NOT_AN_OBJECT | ["yes","no"]
          NOT_AN_OBJECT | "yes"
          NOT_AN_OBJECT | null
          UNKNOWN_KEY   | {"helpful":"yes","grounded_quotes":[],"grounded":"no","score":10}
          UNKNOWN_KEY   | {"helpful":"yes","grounded_quotes":[],"grounded":"no","__proto__":{}}
          MISSING_KEY   | {"helpful":"yes","grounded":"no"}
          MISSING_KEY   | {"grounded_quotes":[],"grounded":"no"}
          MISSING_KEY   | {"helpful":1,"grounded_quotes":[],"grounded":"no"}
          MISSING_KEY   | {"helpful":true,"grounded_quotes":[],"grounded":"no"}
          MISSING_KEY   | {"helpful":null,"grounded_quotes":[],"grounded":"no"}
          MISSING_KEY   | {"helpful":"yes","grounded_quotes":"none","grounded":"no"}
          MISSING_KEY   | {"helpful":"yes","grounded_quotes":[7],"grounded":"no"}
          UNKNOWN_WORD  | {"helpful":"very","grounded_quotes":[],"grounded":"no"}
          UNKNOWN_WORD  | {"helpful":"Yes","grounded_quotes":[],"grounded":"no"}
          UNKNOWN_WORD  | {"helpful":"1","grounded_quotes":[],"grounded":"no"}
          UNKNOWN_WORD  | {"helpful":"","grounded_quotes":[],"grounded":"no"}
          """)
  void refusesWhatWasNotAskedFor(Answer.Flaw flaw, String text) {
    assertThat(read(text == null ? "" : text)).isEqualTo(new Answer.Malformed(flaw));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "```json\n%s\n```",
        "\n```\n%s\n```\n",
        "<think>Is it {helpful}?\n```</think>\n\n%s",
        "<think></think>```json\n%s```"
      })
  void readsWhatLocalModelsPutAroundIt(String around) {
    String answer = "{\"helpful\":\"yes\",\"grounded_quotes\":[],\"grounded\":\"no\"}";
    assertThat(read(around.formatted(answer))).isInstanceOf(Answer.Usable.class);
  }

  @Test
  void refusesALongAnswerWithoutParsingIt() {
    String text = "{\"helpful\":\"" + "y".repeat(5_000_000) + "\"}";
    assertThat(read(text)).isEqualTo(new Answer.Malformed(Answer.Flaw.TOO_LONG));
  }

  @Test
  void refusesDeepNesting() {
    String text = "{\"helpful\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
    assertThat(read(text)).isEqualTo(new Answer.Malformed(Answer.Flaw.NOT_JSON));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Refunds are paid within 14 days",
        "  paid   within\\n14 days of the return. ",
        "Ja."
      })
  void groundedStandsWithAQuoteFromTheDocuments(String quote) {
    assertThat(grounded("\"" + quote + "\"")).isEqualTo("yes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\"",
        "\" \"",
        "\":\"",
        "\"days\"",
        "\"Refunds are paid within 30 days\"",
        "\"refunds are paid within 14 days\"",
        "\"Refunds are paid within 14 days\",\"and shipping is free\""
      })
  void groundedFallsBackWithoutQuotesThatReallyOccur(String quotes) {
    assertThat(grounded(quotes)).isEqualTo("no");
  }

  @Test
  void typographicMarksMakeNoDifferenceToAQuote() {
    // Given
    List<String> documents = List.of("The so-called \"fair use\" rule isn't optional.");
    // When
    Answer answer =
        reader.read(
            "{\"helpful\":\"yes\",\"grounded_quotes\":[\"The so\u2011called \u201cfair use\u201d rule"
                + " isn\u2019t\"],\"grounded\":\"yes\"}",
            documents);
    // Then
    assertThat(((Answer.Usable) answer).unquoted()).isZero();
  }

  @Test
  void keepsAThousandCharactersOfAReasonAndNeverHalfACharacter() {
    // Given
    AnswerReader withRationale = new AnswerReader(Rubrics.withRationale());
    String reason = "x".repeat(999) + "\ud83d\ude00".repeat(100);
    // When
    Answer answer =
        withRationale.read(
            "{\"rationale\":\""
                + reason
                + "\",\"helpful\":\"yes\",\"grounded_quotes\":[],\"grounded\":\"no\"}",
            DOCUMENTS);
    // Then
    assertThat(((Answer.Usable) answer).rationale()).isEqualTo("x".repeat(999));
  }

  /** Bytes of a good answer, damaged at random: it is read or refused, and never throws. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void survivesRandomDamage(long seed) {
    Random random = new Random(seed);
    String good = "{\"helpful\":\"yes\",\"grounded_quotes\":[\"a\"],\"grounded\":\"no\"}";
    int usable = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(good);
      for (int hit = random.nextInt(4); hit > 0; hit--) {
        text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x3000));
      }
      text.setLength(random.nextInt(10) == 0 ? random.nextInt(text.length()) : text.length());
      usable += read(text.toString()) instanceof Answer.Usable ? 1 : 0;
    }
    assertThat(usable).as("seed %d", seed).isBetween(2_000, 12_000);
  }

  private String grounded(String quotes) {
    Answer answer =
        read("{\"helpful\":\"yes\",\"grounded_quotes\":[" + quotes + "],\"grounded\":\"yes\"}");
    Answer.Usable usable = (Answer.Usable) answer;
    CriterionVerdict grounded = usable.criteria().get(1);
    assertThat(grounded.getPass()).isEqualTo(usable.unquoted() == 0);
    return grounded.getAnswer();
  }

  private Answer read(String text) {
    return reader.read(text, DOCUMENTS);
  }

  private static CriterionVerdict verdict(String criterion, String word, boolean pass) {
    return CriterionVerdict.newBuilder()
        .setCriterion(criterion)
        .setAnswer(word)
        .setPass(pass)
        .build();
  }
}
