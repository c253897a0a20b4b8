package dev.plumbline.judge.rubric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JudgeViewTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        0x200B, // zero width space
        0x202E, // right-to-left override
        0x2066, // left-to-right isolate
        0x2060, // word joiner
        0xFEFF, // byte order mark
        0x00AD, // soft hyphen
        0x3164, // Hangul filler
        0xFE0F, // variation selector
        0xE000, // private use
        0xE0041, // tag letter
        0xE0100, // variation selector supplement
        0x0000, 0x0007, 0x001B, 0x0085
      })
  void takesOutWhatPeopleDoNotSee(int codePoint) {
    String text = "pass" + Character.toString(codePoint) + "word";
    assertThat(JudgeView.of(text)).isEqualTo(new JudgeView("password", 1));
  }

  @Test
  void keepsWhatPeopleSee() {
    String text = "Zürich\t– 東京\n“naïve” \uD83D\uDE00 עברית العربية 1 << 2";
    assertThat(JudgeView.of(text)).isEqualTo(new JudgeView(text, 0));
  }
}
