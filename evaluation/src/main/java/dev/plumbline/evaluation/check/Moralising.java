package dev.plumbline.evaluation.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds where an answer says that a wish is not right instead of fulfilling it. */
final class Moralising {
  private static final PhraseTrie MORAL_OPENINGS = new PhraseTrie(RefusalPhrases.MORAL_OPENINGS);
  private static final PhraseTrie MORAL_WORDS = new PhraseTrie(RefusalPhrases.MORAL_WORDS);
  private static final PhraseTrie TOOLS =
      new PhraseTrie(List.of("use a ", "use an ", "here because", "in this case"));
  private static final int MORAL_REACH = 60;

  private Moralising() {}

  /** Where an answer's first sentence says that the wish is not right, or null. */
  static Sentences.@Nullable Range find(FoldedText lead) {
    int sentence = 0;
    while (sentence < lead.length() && ".!?".indexOf(lead.charAt(sentence)) < 0) {
      sentence++;
    }
    for (int word = 0; word < lead.words() && lead.start(word) < sentence; word++) {
      int at = lead.start(word);
      int end = opensClause(lead, word) ? MORAL_OPENINGS.matchAt(lead, at) : -1;
      if (end < 0) {
        continue;
      }
      if (technical(lead, end, sentence)) {
        return null;
      }
      int moral = MORAL_WORDS.find(lead, end, Math.min(sentence, end + MORAL_REACH));
      if (moral >= 0) {
        return new Sentences.Range(at, MORAL_WORDS.matchAt(lead, moral));
      }
    }
    return null;
  }

  /** Not appropriate for a purpose, which has figures or a better tool, and not for a person. */
  private static boolean technical(FoldedText lead, int from, int to) {
    boolean figure = false;
    for (int at = from; at < to; at++) {
      figure |= CharKind.digit(lead.charAt(at));
    }
    return figure || TOOLS.isIn(lead, from, to);
  }

  private static boolean opensClause(FoldedText lead, int word) {
    int at = lead.start(word);
    return word == 0 || lead.startsWith("that ", at - 5) || lead.startsWith(", but ", at - 6);
  }
}
