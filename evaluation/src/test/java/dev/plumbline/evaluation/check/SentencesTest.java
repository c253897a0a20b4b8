package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void endAtPeriodsButNotInNumbersAbbreviationsOrBeforeLowerCase() {
    assertThat(split("It costs 2.50 dollars. Dr. Olsen agrees, e.g. today. No. Yes!"))
        .containsExactly("It costs 2.50 dollars.", "Dr. Olsen agrees, e.g. today.", "No.", "Yes!");
  }

  @Test
  void keepClosingQuotesAndBracketsAndEndAtLines() {
    assertThat(split("He said \"no.\" (Really.) - one\n- two\n\n三つ。四つ"))
        .containsExactly("He said \"no.\"", "(Really.)", "- one", "- two", "三つ。", "四つ");
  }

  private static List<String> split(String text) {
    return Sentences.of(text).stream().map(r -> text.substring(r.start(), r.end())).toList();
  }
}
