package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharKindTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '~',
      value = {
        "0 azm\u00e9\u00df\u0436\u0628\u05d0",
        "1 AZM\u00c9\u0416",
        "2 0159",
        "3 %$\u20ac\u00a3",
        "4 \u3041\u3042\u30ff\u4e00\u9fff\uac00\ud7a3\ud55c\u3400",
        "5 .!?;\"\u201c\u201d\u201e\u00ab\u00bb\u3002\uff01\uff1f\uff1b",
        "6 ,:'\u2019-_([#&\u0660\u3000\u3001\u00a5"
      })
  void isOfEveryCharacter(int kind, String characters) {
    for (char c : characters.toCharArray()) {
      assertThat(CharKind.of(c)).as("%s", c).isEqualTo(kind).isEqualTo(CharKind.look(c));
      assertThat(CharKind.letter(c)).as("%s", c).isEqualTo(kind < 2 || kind == 4);
      assertThat(CharKind.upper(c)).as("%s", c).isEqualTo(kind == 1);
      assertThat(CharKind.digit(c)).as("%s", c).isEqualTo(kind == 2);
      assertThat(CharKind.joins(c)).as("%s", c).isEqualTo(kind < 3 || c == '\'' || c == '\u2019');
    }
    assertThat(CharKind.look('\n')).isEqualTo(CharKind.MARK);
  }

  @Test
  void isUnspacedInTheLettersOfScriptsWithoutSpaces() {
    for (char c : "\u3041\u30ff\u4e00\u9fff\uac00\ud7a3".toCharArray()) {
      assertThat(CharKind.unspaced(c)).as("%x", (int) c).isTrue();
    }
    for (char c : "a\u0436\u303f\uabff\ud7a4\uff21".toCharArray()) {
      assertThat(CharKind.unspaced(c)).as("%x", (int) c).isFalse();
    }
  }

  @Test
  void isTheSameInLowerCase() {
    assertThat(CharKind.lower('A')).isEqualTo('a');
    assertThat(CharKind.lower('\u00c9')).isEqualTo('\u00e9');
    assertThat(CharKind.lower('a')).isEqualTo('a');
    assertThat(CharKind.lower('\u2019')).isEqualTo('\'');
  }
}
