package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PunctuationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not a bad plan | true",
        "not, a plan | false",
        "not; a plan | false",
        "not: a plan | false",
        "not. A plan | false",
        "not! A plan | false",
        "not? A plan | false",
        "not (a plan | false",
        "not) a plan | false",
        "not - a plan | true",
        "not 'a' plan | true"
      })
  void partsClauses(String text, boolean same) {
    int plan = text.indexOf("plan");
    assertThat(Punctuation.sameClause(text.toCharArray(), 3, plan)).isEqualTo(same);
    assertThat(Punctuation.sameClause(text.toCharArray(), plan, text.length())).isTrue();
  }

  @Test
  void partsClausesAtALineAndAtItsFirstCharacterButNotBehindTheStretch() {
    assertThat(Punctuation.sameClause("a\nb".toCharArray(), 0, 3)).isFalse();
    assertThat(Punctuation.sameClause(",b".toCharArray(), 0, 1)).isFalse();
    assertThat(Punctuation.sameClause("ab,".toCharArray(), 0, 2)).isTrue();
  }

  @Test
  void endsASentenceAtAMarkBeforeWhiteSpaceOrTheEnd() {
    for (char mark : ".!?".toCharArray()) {
      assertThat(ends(mark + " ")).isTrue();
      assertThat(ends(mark + "\n")).isTrue();
      assertThat(ends(mark + "")).isTrue();
      assertThat(ends(mark + "x")).as("file.txt, %s", mark).isFalse();
    }
    for (char mark : "\n;。！？；".toCharArray()) {
      assertThat(ends(mark + "x")).isTrue();
    }
    assertThat(ends("\" ")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {".\" A", ".” A", ".“ A", "!« A", ".) A", "?** A", ".') A"})
  void endsASentenceWhereAQuotationOrABracketClosesBehindTheMark(String text) {
    assertThat(ends(text)).isTrue();
    assertThat(ends(text.replace(" ", ""))).as("a word follows at once").isFalse();
  }

  private static boolean ends(String text) {
    return Punctuation.endsSentence((text + (char) 0).toCharArray(), 0);
  }

  @Test
  void takesANegationBeforeACommaOrHyphenForNone() {
    int kind = WordClass.NEGATION | 1 << WordClass.BITS;
    assertThat(Punctuation.negation(kind, ' ')).isEqualTo(kind);
    assertThat(Punctuation.negation(kind, ','))
        .as("no, it does; what the caller knows stays")
        .isEqualTo(WordClass.STOP | 1 << WordClass.BITS);
    assertThat(Punctuation.negation(kind, '-'))
        .as("non-refundable")
        .isEqualTo(WordClass.STOP | WordClass.TWIST | 1 << WordClass.BITS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "don't | 3 | true",
        "team\u2019s | 4 | true",
        "o'clock | 1 | true",
        "l'eau | 1 | false",
        "D'accord | 1 | false",
        "qu'il | 2 | true",
        "all'opera | 3 | true",
        "boys' | 4 | false",
        "80's | 2 | true",
        "rock'7 | 4 | false",
        "a-b | 1 | false"
      })
  void joinsWordsAtAnApostropheButNotAfterAnArticle(String word, int at, boolean joins) {
    assertThat(Punctuation.joins((word + "\0").toCharArray(), 0, at)).isEqualTo(joins);
  }
}
