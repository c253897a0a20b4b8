package dev.plumbline.evaluation.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhrasesTest {
  @Test
  void standBetweenCommasAndMayHaveACommaOrEndWithASpace() {
    assertThat(Phrases.of("  i can't, however~ i can,\n  ne_ \n"))
        .containsExactly("i can't", "however, i can", "ne ");
  }
}
