package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which words are quoted, by the marks of many languages. */
class QuotationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "He said \"two days\" then|two days",
        "He said “two days” then|two days",
        "Er sagte „zwei Tage“ dann|zwei Tage",
        "Er sagte „zwei Tage.“ Dann nicht|zwei Tage",
        "Er sagte „zwei Tage\" dann|zwei Tage",
        "Er sagte »zwei Tage« dann|zwei Tage",
        "Il dit « deux jours » puis|deux jours",
        "Il dit «\u00a0deux jours\u00a0» puis|deux jours",
        "Dice «dos días» luego|dos días",
        "Он сказал «два дня» потом|два дня",
        "Han sa ”två dagar” sedan|två dagar",
        "Hän sanoi »kaksi päivää» sitten|kaksi päivää",
        "Powiedział „dwa dni” potem|dwa dni",
        "Azt mondta „két nap” aztán|két nap",
        "Both “one” and “two” here|one two",
        "Both „eins“ und „zwei“ hier|eins zwei",
        "Both ”ett” och ”två” här|ett två",
        "Both »eins« und »zwei« hier|eins zwei",
        "„eins“ dann|eins",
        "”ett” sedan|ett",
        "»eins« dann|eins",
        "(“one”) then|one",
        "A \"one “two” three\" four|one two three",
        "A “one \"two\" three” four|one two three",
        "Ein „eins »zwei« drei“ vier|eins zwei drei",
        "Un « un “deux” trois » quatre|un deux trois"
      })
  void areThoseBetweenAMarkAndItsCounterpart(String text, String quoted) {
    assertThat(String.join(" ", quoted(text))).isEqualTo(quoted);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"彼「二日」甲|二日 日", "彼『二日』甲|二日 日", "彼「甲『乙』丙」丁|甲 乙 丙", "他“二日”甲|二日 日", "他写：“二日。”甲|二日 日"})
  void areReadInScriptsWithoutSpaces(String text, String quoted) {
    assertThat(String.join(" ", quoted(text))).isEqualTo(quoted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "the end.” Then more",
        "das Ende.“ Dann mehr",
        "la fin. » Puis plus",
        "das Ende« dann mehr",
        "a pipe of 5\" and more",
        "slutet” sedan mer",
        "slut.” Sedan mer",
        "終わり」甲",
        "終わり』甲"
      })
  void areNoneAfterAMarkThatOnlyCloses(String text) {
    assertThat(quoted(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "“", "„", "«", "»", "”", "「", "『"})
  void endWithTheirLine(String mark) {
    assertThat(quoted("So " + mark + "one\ntwo")).containsExactly("one");
    assertThat(quoted(mark + "one\ntwo " + mark + "three")).containsExactly("one", "three");
  }

  private static List<String> quoted(String text) {
    Words words = Words.of(text);
    List<String> quoted = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.is(i, WordClass.QUOTED)) {
        quoted.add(words.written(i));
      }
    }
    return quoted;
  }
}
