package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The U.S. Army came",
        "Kept e.g. Tuesdays",
        "Dr. Olsen came",
        "St. Gallen is near",
        "Ask prof. Olsen",
        "It takes approx. Ten days",
        "PROF. OLSEN CAME",
        "Kept usw. Und so weiter",
        "It ends.   really",
        "Open file.txt now",
        "He said \"no.\" and left",
        "It is 3.5 and .5 long"
      })
  void areOneWhereAPeriodEndsNothing(String text) {
    assertThat(split(text)).containsExactly(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Take plan B.|Then wait.",
        "It takes 30.|Then stop.",
        "He came first.|Olsen was second.",
        "I like it;|you do not",
        "本当？|はい！|本当；|はい",
        "One line\n|\"Two\" lines",
        "One line\n|* two lines",
        "\"No.\"|\"Yes.\"",
        "**No.**|Yes",
        "It ends.\n|really",
        ".|The end.",
        "Kept for long.|"
      })
  void areSeveralWhereMarksEndThem(String marked) {
    List<String> expected =
        List.of(marked.split("\\|")).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    assertThat(split(marked.replace("|", " "))).isEqualTo(expected);
    assertThat(split(" \n" + marked.replace("|", "  \n "))).isEqualTo(expected);
  }

  @Test
  void areNoneInAnEmptyText() {
    assertThat(split("")).isEmpty();
    assertThat(split(" \n\n ")).isEmpty();
  }

  private static List<String> split(String text) {
    return Sentences.of(text).stream().map(r -> text.substring(r.start(), r.end())).toList();
  }
}
