package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StemsTest {
  @ParameterizedTest
  @CsvSource({
    "i, 1",
    "is, 2",
    "was, 3",
    "days, 3",
    "plan, 4",
    "plans, 4",
    "houses, 5",
    "refund, 6",
    "refunds, 6",
    "refundable, 6"
  })
  void areSixLettersAtMostAndOfFourToSixWithoutPluralS(String word, int length) {
    assertThat(Stems.length(word.length(), word.charAt(word.length() - 1))).isEqualTo(length);
  }

  @Test
  void readTheLettersOfAnyScriptFromAPlaceInLowerCase() {
    char[] chars = "xx\u00dcBERx".toCharArray();
    assertThat(Stems.hash(chars, 2, 4)).isEqualTo(Stems.hash("\u00fcber".toCharArray(), 0, 4));
    assertThat(Stems.hash(chars, 2, 4)).isNotEqualTo(Stems.hash("uber".toCharArray(), 0, 4));
    assertThat(Stems.hash("ab".toCharArray(), 0, 2))
        .isNotEqualTo(Stems.hash("ba".toCharArray(), 0, 2));
    assertThat(Stems.hash("\u0451".toCharArray(), 0, 1))
        .as("a letter is its low and its high byte")
        .isNotEqualTo(Stems.hash("\u0551".toCharArray(), 0, 1));
  }

  @Test
  void ofCodesAreWhole() {
    long code = Stems.ofCode("RX1234567".toCharArray(), 0, 9);
    assertThat(code).isEqualTo(Stems.ofCode("a rx1234567".toCharArray(), 2, 11));
    assertThat(code).isNotEqualTo(Stems.ofCode("RX1234568".toCharArray(), 0, 9));
    assertThat(code).isNotEqualTo(Stems.ofCode("RX123456".toCharArray(), 0, 8));
  }
}
