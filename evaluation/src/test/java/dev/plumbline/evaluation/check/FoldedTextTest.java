package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "AZaz09@[`{|azaz09@[`{",
        "\u00c4RGER|\u00e4rger",
        "Don\u2019t|don't",
        "Don\u02bct|don't",
        "a\u00a0b\u3000c\td|a b c d",
        "\u6771\u4eac|\u6771\u4eac"
      })
  void isInLowerCaseWithPlainSpacesAndApostrophes(String text, String folded) {
    assertThat(folded(text)).hasToString(folded);
    assertThat(folded(text).length()).isEqualTo(text.length());
  }

  @Test
  void knowsWhereWordsStart() {
    assertThat(starts("Don't go, 3x or x3!")).containsExactly(0, 6, 13, 16);
    assertThat(starts("zoo 0x 9x a")).containsExactly(0, 10);
    assertThat(starts(" \u00e9t\u00e9 (a)")).containsExactly(1, 6);
    assertThat(starts("\u6771\u4eaca \u304b")).containsExactly(0, 1, 4);
    assertThat(starts("12, 3")).isEmpty();
    assertThat(starts("a ".repeat(500))).hasSize(500);
  }

  @Test
  void isAStretchOfItsText() {
    FoldedText text = FoldedText.of("One TWO three", 4, 9);
    assertThat(text).hasToString("two t");
    assertThat(text.words()).isEqualTo(2);
    assertThat(text.firstFrom(0)).isZero();
    assertThat(text.firstFrom(1)).isEqualTo(1);
    assertThat(text.firstFrom(4)).isEqualTo(1);
    assertThat(text.firstFrom(5)).isEqualTo(2);
  }

  @Test
  void startsWithAPrefixInsideItsEnds() {
    FoldedText text = folded("Two three");
    assertThat(text.startsWith("two", 0)).isTrue();
    assertThat(text.startsWith("three", 4)).isTrue();
    assertThat(text.startsWith("thrux", 4)).isFalse();
    assertThat(text.startsWith("threes", 4)).isFalse();
    assertThat(text.startsWith("two", -1)).isFalse();
  }

  private static FoldedText folded(String text) {
    return FoldedText.of(text, 0, text.length());
  }

  private static List<Integer> starts(String text) {
    FoldedText folded = folded(text);
    return IntStream.range(0, folded.words()).map(folded::start).boxed().toList();
  }
}
