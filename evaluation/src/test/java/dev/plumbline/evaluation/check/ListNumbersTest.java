package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which numbers count items; a slash stands for a new line. */
class ListNumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        // on lines of their own, whatever they begin with
        "1. oil/2. salt|1 2",
        "7. oil/9. salt|7 9",
        "10) oil|10",
        "  2. oil|2",
        "(2) oil|2",
        "Buy this/- 2. oil|2",
        "Buy this/### 2. oil|2",
        // inside a line from 1 on, after a colon or a sentence
        "Buy: 1) oil 2) salt 3) tar|1 2 3",
        "Do so. 1) oil 2) salt|1 2",
        "9) oil 10) salt|9 10",
        "8) oil 10) salt|8",
        "Buy: 2) oil 3) salt|",
        "Buy 1) oil 2) salt|",
        "A 2) oil|",
        // without a mark; of three digits; a year that ends a sentence
        "1 oil/2 salt|",
        "100. oil|",
        "It was 12.|"
      })
  void areThoseOfAList(String lines, String counted) {
    String text = lines.replace('/', '\n');
    ListNumbers numbers = new ListNumbers((text + "\n").toCharArray());
    List<String> found = new ArrayList<>();
    Matcher digits = Pattern.compile("\\d+").matcher(text);
    while (digits.find()) {
      if (numbers.counts(digits.start(), digits.end())) {
        found.add(digits.group());
      }
    }
    assertThat(String.join(" ", found)).isEqualTo(counted == null ? "" : counted);
  }
}
