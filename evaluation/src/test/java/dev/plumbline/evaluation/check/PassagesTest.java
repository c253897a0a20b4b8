package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.grounded;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.v1.Document;
import dev.plumbline.v1.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PassagesTest {
  @Test
  void haveTheWordsThatTheirSentencesHave() {
    long seed = 41;
    Random random = new Random(seed);
    for (int words : new int[] {3, 63, 64, 65, 200, 1_024}) {
      // Given
      String answer = named(0, words);
      List<List<Integer>> sentences = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        sentences.add(random.ints(1 + random.nextInt(6), 0, words + 3).boxed().toList());
      }
      String document =
          sentences.stream()
              .map(s -> s.stream().map(PassagesTest::name).collect(Collectors.joining(" ")))
              .collect(Collectors.joining(". ", "", "."));
      // When
      SourceTexts sources = read(answer, document);
      // Then
      for (int passage = 0; passage < sentences.size(); passage++) {
        for (int word = 0; word < words; word++) {
          assertThat(sources.passages().has(passage, word))
              .as("seed %s, %s words, passage %s, word %s", seed, words, passage, word)
              .isEqualTo(sentences.get(passage).contains(word));
        }
      }
      for (int word = 0; word < words; word++) {
        int sought = word;
        assertThat(sources.hold(word))
            .isEqualTo(sentences.stream().anyMatch(sentence -> sentence.contains(sought)));
      }
    }
  }

  @Test
  void areNearestWhereMostWordsStandTogether() {
    // Given
    SourceTexts sources = read(named(0, 130), "Wa. " + named(60, 64) + ". " + named(60, 70) + ".");
    Passages.Sought sought = sources.passages().sought();
    // When
    for (int word = 60; word < 71; word++) {
      sought.add(word, word < 68);
    }
    // Then
    assertThat(sought.contents()).isEqualTo(8);
    assertThat(sought.best(5, 2)).isEqualTo(2);
    assertThat(sought.shared(1)).isEqualTo(4);
    assertThat(sought.shared(2)).isEqualTo(8);
    assertThat(sought.shared(0)).isZero();
    Passages.Sought none = sources.passages().sought();
    none.add(129, true);
    assertThat(none.best(5, 2)).isEqualTo(-1);
  }

  @Test
  void weighWordsThatCarryMeaningMore() {
    SourceTexts sources = read(named(0, 4), named(0, 2) + ". " + named(2, 3) + ".");
    Passages.Sought sought = sources.passages().sought();
    sought.add(0, false);
    sought.add(1, false);
    sought.add(2, true);
    assertThat(sought.best(5, 2)).isEqualTo(1);
    assertThat(sought.best(3, 2)).isZero();
  }

  @Test
  void areNotLookedForInAnAnswerOfMoreWordsThanHaveABit() {
    SourceTexts sources = read(named(0, 1_100), named(0, 5) + ".");
    Passages.Sought known = sources.passages().sought();
    known.add(3, true);
    assertThat(known.best(5, 2)).isZero();
    Passages.Sought beyond = sources.passages().sought();
    beyond.add(3, true);
    beyond.add(1_090, true);
    assertThat(beyond.best(5, 2)).isEqualTo(Passages.UNKNOWN);
    assertThat(sources.passages().holdsAll()).isFalse();
    assertThat(read(named(0, 1_024), "Wa.").passages().holdsAll()).isTrue();
  }

  @Test
  void areTurnedByAnOddNumberOfNegations() {
    SourceTexts sources =
        read("x", "It is. It is not. It is not never. It is not only here. It is rather not here.");
    assertThat(turned(sources, 0)).containsExactly(false, true, false, false, false);
    assertThat(turned(sources, 1)).containsExactly(true, false, true, false, false);
  }

  @Test
  void countANegationAtTheEndOnce() {
    assertThat(read("x", "It is so. It is not.").passages().turned(1, 0)).isTrue();
    assertThat(read("x", "It is so. It is not.").passages().turned(1, 1)).isFalse();
  }

  private static List<Boolean> turned(SourceTexts sources, int negations) {
    return IntStream.range(0, 5)
        .mapToObj(passage -> sources.passages().turned(passage, negations))
        .toList();
  }

  @Test
  void standWhereTheirSentencesDo() {
    // Given
    String[] documents = {"Snow falls. Mice gnaw.", "", "Ice melts, yes. Rain."};
    String answer = "Mice and ice wear gold in rain and snow.";
    // When
    SourceTexts sources =
        SourceTexts.of(
            grounded(answer, documents).getDocumentsList(), Words.of(answer), new WordReader());
    // Then
    List<String> passages = new ArrayList<>();
    for (int passage = 0; passage < 4; passage++) {
      int document = sources.passages().document(passage);
      passages.add(
          document
              + " "
              + documents[document]
                  .substring(sources.passages().start(passage), sources.passages().end(passage))
                  .strip());
    }
    assertThat(passages)
        .containsExactly("0 Snow falls.", "0 Mice gnaw.", "2 Ice melts, yes.", "2 Rain.");
  }

  @Test
  void areFoundForEverySentenceOfALongAnswer() {
    String answer = named(0, 900) + ". Printers eat paper.";
    List<Evidence> evidence =
        scored(new GroundingCheck(0.8).evaluate(grounded(answer, named(0, 900) + ".").build()))
            .evidence();
    assertThat(evidence)
        .extracting(e -> answer.substring(e.getStart(), e.getEnd()))
        .containsExactly("Printers eat paper.");
  }

  private static SourceTexts read(String answer, String document) {
    return SourceTexts.of(
        List.of(Document.newBuilder().setText(document).build()),
        Words.of(answer),
        new WordReader());
  }

  /** Words with these numbers, each different from the others. */
  private static String named(int from, int to) {
    return IntStream.range(from, to).mapToObj(PassagesTest::name).collect(Collectors.joining(" "));
  }

  private static String name(int number) {
    return "w"
        + (char) ('a' + number / 400)
        + (char) ('a' + number / 20 % 20)
        + (char) ('a' + number % 20)
        + "q";
  }
}
