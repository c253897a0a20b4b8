package dev.plumbline.evaluation.check;

import java.util.Arrays;
import java.util.List;

/** Lists of phrases as they stand in the sources. */
final class Phrases {
  private Phrases() {}

  /**
   * The phrases of a text block, separated by commas; a comma inside a phrase is written ~, a space
   * at its end _.
   */
  static List<String> of(String block) {
    return Arrays.stream(block.split(","))
        .map(phrase -> phrase.strip().replace('~', ',').replace('_', ' '))
        .toList();
  }
}
