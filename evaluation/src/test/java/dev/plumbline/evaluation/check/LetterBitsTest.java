package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LetterBitsTest {
  /** ASCII, Latin-1, characters that no byte holds, and ones of two chars. */
  private static final String[] PIECES = {
    "a",
    "Z",
    "m",
    "q",
    " ",
    " ",
    ".",
    "7",
    "'",
    "@",
    "[",
    "`",
    "{",
    "\u00e9",
    "\u00ff",
    "\u0141",
    "\u3042",
    "\ud83d\ude00",
    "\u0000",
    "abcdefghijklmnopqrstuvwxyz".repeat(4)
  };

  private final LetterBits bits = new LetterBits();

  @Test
  void areWhatLookingAtEveryCharacterFinds() {
    long seed = 21;
    Random random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      // Given
      String text = text(random, random.nextInt(200));
      // When
      bits.read(text, text.toCharArray());
      // Then
      assertThat(places()).as("seed %s, run %s: %s", seed, run, text).isEqualTo(expected(text));
      for (int at = 0; at < text.length(); at++) {
        if (letter(text, at)) {
          assertThat(bits.end(at))
              .as("seed %s, run %s: %s", seed, run, text)
              .isEqualTo(end(text, at));
        }
      }
    }
  }

  @Test
  void goBackAndOnToAPlace() {
    // Given
    String text = "one two, ".repeat(20);
    bits.read(text, text.toCharArray());
    // When
    bits.goTo(130);
    List<Integer> on = places();
    bits.goTo(3);
    List<Integer> back = places();
    bits.goTo(text.length());
    // Then
    assertThat(on).isEqualTo(expected(text).stream().filter(place -> place >= 130).toList());
    assertThat(back).isEqualTo(expected(text).stream().filter(place -> place >= 3).toList());
    assertThat(places()).isEmpty();
  }

  private List<Integer> places() {
    List<Integer> places = new ArrayList<>();
    for (int at = bits.next(); at >= 0; at = bits.next()) {
      places.add(at);
      bits.pass();
    }
    return places;
  }

  private static List<Integer> expected(String text) {
    List<Integer> places = new ArrayList<>();
    for (int at = 0; at < text.length(); at++) {
      boolean begins = letter(text, at) && (at == 0 || !letter(text, at - 1));
      if (begins || !letter(text, at) && text.charAt(at) != ' ') {
        places.add(at);
      }
    }
    return places;
  }

  private static int end(String text, int from) {
    int end = from;
    while (end < text.length() && letter(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean letter(String text, int at) {
    char c = text.charAt(at);
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static String text(Random random, int pieces) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length - (i % 8 == 0 ? 0 : 1))]);
    }
    return text.toString();
  }
}
