package dev.plumbline.evaluation.check;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The language of a text, told by its script and its commonest words; empty when too little speaks
 * for one.
 */
final class Languages {
  private static final int LEAST_WORDS = 3;
  private static final int LOOKED_AT = 2_000;

  private static final List<String> SPACED = List.of("en", "de", "fr", "es", "pt", "it", "nl");
  private static final Map<String, Long> WORDS = new HashMap<>();

  static {
    words("en", "the of and to is that for with are this you not was have be from your can");
    words("de", "der die das und ist nicht mit sie ich wir auf für ein eine den dem von zu werden");
    words("fr", "le les des et est une dans pour que vous nous pas sur avec au du sont être");
    words("es", "el los las y es una por con para que del se su está como más usted pero");
    words("pt", "o os as e é uma por com para que do da não em você seu está como mais");
    words("it", "il lo gli e è una per con che del della non di si sono nel più come");
    words("nl", "de het een en is niet van dat op te zijn met voor wij u kunt deze ook");
  }

  private Languages() {}

  /** What can be told apart. */
  static List<String> known() {
    return List.of("de", "en", "es", "fr", "it", "ja", "ko", "nl", "pt", "ru", "zh", "ar");
  }

  /** The language as its two letters, or empty. */
  static Optional<String> of(String text) {
    String start = text.substring(0, Math.min(text.length(), LOOKED_AT));
    Optional<String> script = byScript(start);
    return script.isPresent() ? script : byWords(start);
  }

  private static Optional<String> byScript(String text) {
    int kana = 0;
    int han = 0;
    int hangul = 0;
    int cyrillic = 0;
    int arabic = 0;
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      letters += Character.isLetter(c) ? 1 : 0;
      kana += c >= '\u3040' && c <= '\u30ff' ? 1 : 0;
      han += c >= '\u4e00' && c <= '\u9fff' ? 1 : 0;
      hangul += c >= '\uac00' && c <= '\ud7a3' ? 1 : 0;
      cyrillic += c >= '\u0400' && c <= '\u04ff' ? 1 : 0;
      arabic += c >= '\u0600' && c <= '\u06ff' ? 1 : 0;
    }
    if (letters == 0) {
      return Optional.empty();
    }
    int third = letters / 3;
    if (kana + han > third) {
      return Optional.of(kana * 10 > han ? "ja" : "zh");
    }
    return hangul > third
        ? Optional.of("ko")
        : cyrillic > third
            ? Optional.of("ru")
            : arabic > third ? Optional.of("ar") : Optional.empty();
  }

  private static Optional<String> byWords(String text) {
    int[] votes = new int[SPACED.size()];
    int at = 0;
    String lower = text.toLowerCase(Locale.ROOT);
    while (at < lower.length()) {
      int end = at;
      while (end < lower.length() && Character.isLetter(lower.charAt(end))) {
        end++;
      }
      long languages = WORDS.getOrDefault(lower.substring(at, end), 0L);
      for (int i = 0; i < votes.length; i++) {
        votes[i] += (languages & 1L << i) == 0 ? 0 : 1;
      }
      at = end + 1;
    }
    int best = 0;
    int second = -1;
    for (int i = 1; i < votes.length; i++) {
      if (votes[i] > votes[best]) {
        second = best;
        best = i;
      } else if (second < 0 || votes[i] > votes[second]) {
        second = i;
      }
    }
    boolean clear = votes[best] >= LEAST_WORDS && votes[best] * 2 >= votes[second] * 3;
    return clear ? Optional.of(SPACED.get(best)) : Optional.empty();
  }

  private static void words(String language, String words) {
    long bit = 1L << SPACED.indexOf(language);
    for (String word : words.split(" ")) {
      WORDS.merge(word, bit, (a, b) -> a | b);
    }
  }
}
