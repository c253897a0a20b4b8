package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhraseTrieTest {
  private final PhraseTrie trie = new PhraseTrie(List.of("can", "can not", "no", "\u4e0d\u80fd"));

  @Test
  void matchesTheLongestPhraseAtAWord() {
    assertThat(trie.matchAt(text("I can not"), 2)).isEqualTo(9);
    assertThat(trie.matchAt(text("I can no"), 2)).isEqualTo(5);
    assertThat(trie.matchAt(text("I cat"), 2)).isEqualTo(-1);
    assertThat(trie.matchAt(text("no"), 0)).isEqualTo(2);
    assertThat(trie.matchAt(text("n"), 0)).isEqualTo(-1);
    assertThat(trie.matchAt(text("ca"), 0)).isEqualTo(-1);
  }

  @Test
  void findsPhrasesWhereWordsStartAndNowhereElse() {
    assertThat(trie.find(text("Toucan. You CAN."), 0, 16)).isEqualTo(12);
    assertThat(trie.find(text("toucan"), 0, 6)).isEqualTo(-1);
    assertThat(trie.find(text("\u6211\u4e0d\u80fd"), 0, 3)).isEqualTo(1);
  }

  @Test
  void findsOnlyPhrasesThatStartInTheStretch() {
    FoldedText text = text("no, I can not");
    assertThat(trie.find(text, 1, 13)).isEqualTo(6);
    assertThat(trie.find(text, 1, 6)).isEqualTo(-1);
    assertThat(trie.find(text, 1, 7)).as("it may end behind it").isEqualTo(6);
  }

  @Test
  void tellsWhetherAPhraseIsThere() {
    FoldedText text = text("no, I can not");
    assertThat(trie.isIn(text, 0, 2)).isTrue();
    assertThat(trie.isIn(text, 1, 6)).isFalse();
    assertThat(trie.startsAt(text, 0)).isTrue();
    assertThat(trie.startsAt(text, 4)).isFalse();
  }

  @Test
  void tellsListsApartByTheirBits() {
    PhraseTrie lists =
        new PhraseTrie(List.of(List.of("can"), List.of("can", "not"), List.of("so")));
    assertThat(lists.lists(text("I can"), 0, 5)).isEqualTo(0b011);
    assertThat(lists.lists(text("not so"), 0, 6)).isEqualTo(0b110);
    assertThat(lists.lists(text("not so"), 0, 4)).isEqualTo(0b010);
    assertThat(lists.lists(text("toucan"), 0, 6)).isZero();
  }

  private static FoldedText text(String text) {
    return FoldedText.of(text, 0, text.length());
  }
}
