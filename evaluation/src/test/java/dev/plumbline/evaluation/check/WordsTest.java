package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "days | day",
        "Team's | team",
        "refundable | refunds",
        "1,000 | 1000",
        "5.0 | 5",
        "05 | 5",
        "3rd | 3",
        "1.000 | 1,000",
        "1.234.567,80 | 1,234,567.8",
        "1\u202f000 | 1000",
        "2,5 | 2.5",
        "30 000 | 30000",
        "1 200 000,50 | 1,200,000.5",
        "thirty | 30",
        "percent | %",
        "Sept | september",
        "l'eau | eau",
        "ÜBER | über"
      })
  void meetWhenTheyAreSpellingsOfOneWord(String one, String other) {
    Words words = Words.of(one);
    assertThat(words.hash(words.size() - 1)).isEqualTo(Words.of(other).hash(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30 | 60",
        "1.5 | 15",
        "0.5 | 5",
        "100 | 10",
        "RX9 | RX10",
        "1,2 | 12",
        "0.125 | 125",
        "1.000 | 1",
        "1234.567 | 1234567",
        "1,234.567 | 1234567"
      })
  void staySeparateWhenTheyAreNot(String one, String other) {
    assertThat(Words.of(one).hash(0)).isNotEqualTo(Words.of(other).hash(0));
  }

  @Test
  void doNotCountTheNumbersOfAList() {
    assertThat(Words.of("1. Open it.\n2) Close it.").is(0, WordClass.NUMBER)).isFalse();
    Words inline = Words.of("Causes: 1. Rain 2. Snow");
    assertThat(inline.is(1, WordClass.NUMBER) || inline.is(3, WordClass.NUMBER)).isFalse();
    assertThat(Words.of("The limit is 30. It ends.").is(3, WordClass.NUMBER)).isTrue();
  }

  @Test
  void standWhereTheTextHasThem() {
    long seed = 11;
    Random random = new Random(seed);
    for (int run = 0; run < 200; run++) {
      String text =
          random
              .ints(120, 0x20, 0x3100)
              .filter(c -> c < 0x180 || c > 0x3000)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      Words words = Words.of(text);
      for (int i = 0; i < words.size(); i++) {
        assertThat(words.start(i)).as("seed %s", seed).isLessThan(words.end(i));
        assertThat(words.firstFrom(words.start(i))).as("seed %s", seed).isEqualTo(i);
      }
    }
  }

  @Test
  void haveOneHashWhateverStandsAroundThem() {
    long seed = 12;
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      String word = letters(random, 1 + random.nextInt(40));
      String other = letters(random, 1 + random.nextInt(8));
      Words text = Words.of("(" + other + "-" + word + ")" + letters(random, 30));
      assertThat(text.hash(1)).as("seed %s, %s", seed, word).isEqualTo(Words.of(word).hash(0));
      assertThat(text.hash(0) == text.hash(1))
          .as("seed %s, %s and %s", seed, word, other)
          .isEqualTo(stem(word).equals(stem(other)));
    }
  }

  private static String letters(Random random, int length) {
    return random
        .ints(length, 0, 4)
        .collect(
            StringBuilder::new,
            (text, letter) -> text.append("as\u00e9x".charAt(letter)),
            StringBuilder::append)
        .toString();
  }

  private static String stem(String word) {
    boolean plural = word.length() > 3 && word.length() <= 6 && word.endsWith("s");
    return word.substring(0, Math.min(6, plural ? word.length() - 1 : word.length()));
  }
}
