package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which words of a text belong to which class. */
class WordReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It does not open the old red door|open the old",
        "It does not open, the old door|open",
        "It opens (not the old) door|the old",
        "It doesn't open|open",
        "It doesn\u2019t open|open",
        "No, it opens|''",
        "A non-refundable fee|''",
        "Not. It opens|''",
        "Never not open|open",
        "Es ist nicht offen|offen",
        "Ce n'est pas possible|possible"
      })
  void aNegationDeniesTheNextThreeOfItsClause(String text, String denied) {
    assertThat(of(text, WordClass.DENIED)).isEqualTo(denied.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It is not so|not",
        "It isn't so|isn't",
        "It won\u2019t, ever|''",
        "No, never|never",
        "It is non-stop|''",
        "Ce n'est pas, aucun|aucun",
        "It is a knot|''",
        "Matt's cart|''"
      })
  void aNegationTurnsUnlessACommaOrHyphenFollows(String text, String negations) {
    assertThat(of(text, WordClass.NEGATION)).isEqualTo(negations.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "The RX9 and the b2b of v3a|RX9 b2b v3a",
        "The 9th of 5x and 10|''",
        "Caf\u00e99 is one|Caf\u00e99",
        "Ann's car|''"
      })
  void aWordOfLettersAndDigitsIsACode(String text, String codes) {
    assertThat(of(text, WordClass.MIXED)).isEqualTo(codes.replace("''", ""));
  }

  @Test
  void aCodeHasNoClassOfAWord() {
    Words words = Words.of("May5 not7 no1");
    for (int i = 0; i < words.size(); i++) {
      assertThat(words.is(i, WordClass.MONTH | WordClass.NEGATION | WordClass.STOP)).isFalse();
    }
    assertThat(Words.of("RX9abcd").hash(0)).isEqualTo(Words.of("rx9ABCD").hash(0));
    assertThat(Words.of("RX9abcd").hash(0)).isNotEqualTo(Words.of("RX9abce").hash(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ann and Zoe met \u00c9va, not \u00e9va or anna|Ann Zoe \u00c9va",
        "The A1 of a1|The A1",
        "D'accord, l'Eau|D Eau",
        "O'Neill's plan|O'Neill's"
      })
  void capitalsAreThoseOfTheFirstLetter(String text, String capitals) {
    assertThat(of(text, WordClass.CAPITAL)).isEqualTo(capitals);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "He \"said this\" loudly|said this",
        "He \u201csaid this\u201d loudly|said this",
        "Il \u00abdit cela\u00bb fort|dit cela",
        "A 5\" disc of 2\" has room|''",
        "A \"disc;has room|disc"
      })
  void quotationsEndWithTheirMarkOrLine(String text, String quoted) {
    assertThat(of(text.replace(';', '\n'), WordClass.QUOTED)).isEqualTo(quoted.replace("''", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "It is 3.5 long. Open a.txt now! Then? Yes|It Open Then Yes",
        "One line;another one|One another",
        "\u3042\u3002\u3044|\u3042 \u3044"
      })
  void aSentenceOrLineOpensWithItsFirstWord(String text, String opening) {
    assertThat(of(text.replace(';', '\n'), WordClass.OPENS)).isEqualTo(opening);
  }

  @Test
  void numbersSignsAndMonthsAreToldByTheirForm() {
    assertThat(of("On 3 days thirty of 1.5 and 24/7", WordClass.NUMBER)).isEqualTo("3 1.5");
    assertThat(of("On 3 days thirty of 1.5", WordClass.SPELLED)).isEqualTo("thirty");
    assertThat(of("It costs $5, 5 %, \u00a33, 2\u20ac or 5 percent", WordClass.UNIT))
        .isEqualTo("$ % \u00a3 \u20ac percent");
    assertThat(of("In March and Mai of 2024-03-05", WordClass.MONTH)).isEqualTo("March Mai 03");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-03-05|2024 march 5",
        "2024-12-31|2024 december 31",
        "2024-01-02|2024 january 2",
        "24-03-05|24 3 5",
        "2024-3-05|2024 3 5",
        "2024-03-5|2024 3 5",
        "2024-03|2024 3",
        "1st 2nd 3rd 4th|1 2 3 4",
        "1sta|1 sta",
        "24/7 x|a x",
        "80\u00b0|80",
        "5x|5 x"
      })
  void datesAndOrdinalsAreTheirNumbers(String text, String same) {
    Words words = Words.of(text);
    Words expected = Words.of(same);
    int skipped = text.startsWith("24/7") ? 1 : 0;
    assertThat(words.size()).isEqualTo(expected.size());
    for (int i = skipped; i < words.size(); i++) {
      assertThat(words.hash(i)).as("%s of %s", words.written(i), text).isEqualTo(expected.hash(i));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5, 6|5 6",
        "2,5|2,5",
        "2,56|2,56",
        "2,567|2,567",
        "2,5678|2 5678",
        "1,000,000.50|1,000,000.50",
        "2,5,7|2 5 7",
        "2,5,7,11|2 5 7 11",
        "10,20,30|10 20 30",
        "1,2,300|1 2 300",
        "1,000,50|1,000 50",
        "1,000,000|1,000,000",
        "1.234,56|1.234,56",
        "1.234.567,8|1.234.567,8",
        "1.234,567|1.234,567",
        "1\u00a0234,56|1\u00a0234,56",
        "1,234.56,7|1,234.56 7",
        "1.5,2|1.5 2",
        "1,2.5|1 2.5",
        "0.5,0.25,1.75|0.5 0.25 1.75",
        "2,5. 7|2,5 7",
        "2,5, 7|2,5 7",
        "2,5 kg,7|2,5 kg 7",
        "x2,5,7|x2 5 7",
        "30 000 Euro|30 000 Euro",
        "1 200 000,5 m|1 200 000,5 m",
        "30  000 m|30 000 m",
        "2026 100 m|2026 100 m",
        "2026 000|2026 000",
        "030 123|030 123",
        "30 0000|30 0000",
        "30 00|30 00",
        "1.5 000|1.5 000",
        "3.|3",
        "3.5.|3.5"
      })
  void aNumberEndsWhereAListBegins(String text, String numbers) {
    assertThat(String.join(" ", all(text))).isEqualTo(numbers);
  }

  @Test
  void aMarkBehindAWordThatIsNoNegationChangesNothing() {
    assertThat(of("In March, M\u00e4rz, ao\u00fbt-May", WordClass.MONTH))
        .isEqualTo("March M\u00e4rz ao\u00fbt May");
    for (String text :
        new String[] {"\u00c4rger, ja", "\u00c4rger-frei", "Plan, ja", "M\u00e4rz."}) {
      assertThat(Words.of(text).content(0)).as(text).isTrue();
      assertThat(Words.of(text).is(0, WordClass.TWIST | WordClass.NEGATION)).as(text).isFalse();
    }
    assertThat(Words.of("m\u00e4rz").hash(0)).isEqualTo(Words.of("March").hash(0));
  }

  @Test
  void allDayClaimsNothing() {
    Words words = Words.of("open 24/7 now");
    assertThat(words.written(1)).isEqualTo("24/7");
    assertThat(words.content(1)).isFalse();
    assertThat(words.written(2)).isEqualTo("now");
  }

  @Test
  void scriptsWithoutSpacesAreReadInPairs() {
    assertThat(all("\u6771\u4eac\u90fd a"))
        .containsExactly("\u6771\u4eac", "\u4eac\u90fd", "\u90fd", "a");
    assertThat(Words.of("\u6771\u4eac").hash(0)).isNotEqualTo(Words.of("\u4eac\u6771").hash(0));
    assertThat(Words.of("\u6771\u4eac").hash(0)).isNotEqualTo(Words.of("\u6771\u90fd").hash(0));
    assertThat(Words.of("\u90fd").hash(0)).isEqualTo(Words.of("\u6771\u90fd").hash(1));
  }

  @Test
  void articlesAreWordsOfTheirOwn() {
    assertThat(all("l'eau d\u2019accord qu'il all'opera don't"))
        .containsExactly("l", "eau", "d", "accord", "qu'il", "all'opera", "don't");
    assertThat(Words.of("l'eau").content(0)).isFalse();
  }

  @Test
  void aReaderForgetsTheTextBefore() {
    // Given
    WordReader reader = new WordReader();
    var _ = Words.of("He said \"it is not 1. so and has much more to say than this", reader);
    // When
    Words words = Words.of("open 2. now", reader);
    // Then
    assertThat(words.size()).isEqualTo(3);
    assertThat(words.is(0, WordClass.DENIED | WordClass.QUOTED)).isFalse();
    assertThat(words.is(0, WordClass.OPENS)).isTrue();
    assertThat(words.is(1, WordClass.ITEM)).isFalse();
  }

  private static String of(String text, int wordClass) {
    Words words = Words.of(text);
    List<String> found = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.is(i, wordClass)) {
        found.add(words.written(i));
      }
    }
    return String.join(" ", found);
  }

  private static List<String> all(String text) {
    Words words = Words.of(text);
    List<String> all = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      all.add(words.written(i));
    }
    return all;
  }
}
