package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternSizeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|0",
        "abc|3",
        "a{3}|3",
        "a{12}b|13",
        "a{2,5}|5",
        "a{5,}|5",
        "a{0}|1",
        "(ab){3}|9",
        "(a)(b)|4",
        "[abc]{4}|4",
        "[]a]{4}|4",
        "[a\\]]{4}b|5",
        "\\d{4}|4",
        "\\({4}|4",
        "a{x}|4",
        "a{3|3",
        "[ab|1",
        "((a{10}){10}){10}|1110"
      })
  void isThatOfItsAtomsWrittenOut(String regex, double size) {
    assertThat(PatternSize.of(regex)).isEqualTo(size);
  }
}
