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
        "It is 3.5 and .5 long",
        "Er sagte „nein.“ und ging",
        "Er sagte »nein.« und ging",
        "Il dit « non. » et part",
        "規約に「三日です。」とあります。",
        "規約に『三日です。』と書いてある。"
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
        "Kept for long.|",
        "Er sagte „Nein.“|Dann ging er.",
        "Er sagte »Nein.«|»Doch.«",
        "Il dit « Non. »|Puis il part.",
        "Il dit «\u00a0Non.\u00a0»|Puis il part.",
        "Er sagt nein.|»Ja« wäre besser.",
        "Il dit non.|« Oui » serait mieux.",
        "He says no.|“Yes” is better.",
        "規約に「三日です。」|彼は驚いた。",
        "規約に（三日です。）|とても長い。"
      })
  void areSeveralWhereMarksEndThem(String marked) {
    List<String> expected =
        List.of(marked.split("\\|")).stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    assertThat(split(marked.replace("|", " "))).isEqualTo(expected);
    assertThat(split(" \n" + marked.replace("|", "  \n "))).isEqualTo(expected);
  }

  @Test
  void beginWithAQuotationInScriptsWithoutSpaces() {
    assertThat(split("他说好。“我来。”然后走了。")).containsExactly("他说好。", "“我来。”", "然后走了。");
    assertThat(split("規約に「三日です。」彼は驚いた。")).containsExactly("規約に「三日です。」", "彼は驚いた。");
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
