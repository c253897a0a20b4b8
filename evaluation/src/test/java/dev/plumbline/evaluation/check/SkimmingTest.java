package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Skimming a text finds in every sentence what reading it word by word finds. */
class SkimmingTest {
  private static final String[] PIECES = {
    "plain",
    "words",
    "sOme",
    "abcdefghijklmnopqrstuvwxyz".repeat(3),
    "a",
    "naïve",
    "x1",
    "7",
    "1,000",
    "don't",
    "it\u2019s",
    "not",
    "thirty",
    "$",
    "你好",
    " ",
    "  ",
    " ",
    " ",
    ". ",
    ".",
    ", ",
    "\n",
    "; ",
    "! ",
    "\"",
    "-",
    "\u00a0",
    "\ud83d\ude00",
    " ".repeat(70)
  };

  @Test
  void findsTheSameSentencesAndWords() {
    long seed = 53;
    Random random = new Random(seed);
    AnswerWords answer = new AnswerWords(Words.of("Plain words, naïve some, don't. 7 x1 a thirty"));
    for (int run = 0; run < 5_000; run++) {
      // Given
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(60); piece >= 0; piece--) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      // When
      List<BitSet> skimmed = skimmed(text.toString(), answer);
      // Then
      assertThat(skimmed).as("seed %s: %s", seed, text).isEqualTo(read(text.toString(), answer));
    }
  }

  private static List<BitSet> read(String text, AnswerWords answer) {
    List<BitSet> sentences = new ArrayList<>();
    WordReader reader = new WordReader();
    reader.read(text, answer.known());
    while (reader.next()) {
      add(reader, sentences);
    }
    return sentences;
  }

  private static List<BitSet> skimmed(String text, AnswerWords answer) {
    List<BitSet> sentences = new ArrayList<>();
    WordReader reader = new WordReader();
    reader.read(text, answer.known());
    while (true) {
      long[] row = new long[answer.distinct() + 1];
      int found = reader.skim(row, 0, 1);
      for (int number = 0; number < row.length; number++) {
        if (row[number] != 0) {
          sentences.getLast().set(number);
        }
      }
      switch (found) {
        case WordReader.TEXT_ENDS -> {
          return sentences;
        }
        case WordReader.SENTENCE_OPENS -> {
          assertThat(Character.isLetter(text.charAt(reader.start()))).isTrue();
          sentences.add(new BitSet());
        }
        default -> {
          assertThat(reader.next()).isTrue();
          add(reader, sentences);
        }
      }
    }
  }

  private static void add(WordReader reader, List<BitSet> sentences) {
    if ((reader.classes() & WordClass.OPENS) != 0) {
      sentences.add(new BitSet());
    }
    sentences.getLast().set(AnswerWords.numberIn(reader.classes()));
  }
}
