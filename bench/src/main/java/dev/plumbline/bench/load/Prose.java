package dev.plumbline.bench.load;

import java.util.Random;

/**
 * Text that compresses about as badly as prose does: words with the frequencies of a language. One
 * text in four has typographic apostrophes, as what models write often has.
 */
final class Prose {
  private static final String[] SYLLABLES = {
    "al", "an", "ar", "be", "ca", "con", "de", "di", "en", "er", "fi", "ge", "in", "la", "le", "li",
    "ma", "me", "mo", "na", "ne", "or", "pa", "per", "po", "re", "ri", "sa", "se", "so", "ta", "te",
    "ti", "to", "tra", "un", "ver", "vi"
  };
  private static final int WORDS = 4_000;
  private static final int WORDS_PER_SENTENCE = 14;

  private final Random random;
  private final Zipf zipf = new Zipf(WORDS);
  private final String[] words = new String[WORDS];

  Prose(Random random) {
    this.random = random;
    for (int i = 0; i < WORDS; i++) {
      StringBuilder word = new StringBuilder();
      // Frequent words are short.
      int syllables = 1 + random.nextInt(i < 100 ? 1 : 4);
      for (int s = 0; s < syllables; s++) {
        word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      }
      words[i] = word.toString();
    }
  }

  /** At least so many characters. */
  String text(int characters) {
    boolean typographic = random.nextInt(4) == 0;
    StringBuilder text = new StringBuilder(characters + 32);
    for (int i = 1; text.length() < characters; i++) {
      text.append(words[zipf.next(random)]);
      if (i % WORDS_PER_SENTENCE == 0) {
        text.append(typographic ? "’s. " : ". ");
      } else {
        text.append(' ');
      }
    }
    return text.toString();
  }
}
