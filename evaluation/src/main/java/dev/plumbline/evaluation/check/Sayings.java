package dev.plumbline.evaluation.check;

import java.util.List;

/**
 * What kinds of phrases a stretch of text has at all: most sentences have none, and one walk over
 * them tells that where asking list after list would take many.
 */
final class Sayings {
  /** A phrase that may begin a refusal; {@link Refusals} tells whether it does. */
  static final long DECLINING = 1;

  /** A phrase that may admit not to know; {@link NonAnswers} tells whether it does. */
  static final long NOT_KNOWING = 2;

  /** A greeting, thanks, a regret or an offer of more help: it claims nothing. */
  static final long COURTESY = 4;

  /** Disclaims, or begins a draft whose words are not the model's own. */
  static final long DISCLAIMING = 8;

  private static final PhraseTrie ALL =
      new PhraseTrie(
          List.of(
              Refusals.OPENINGS, NonAnswers.OPENINGS, Courtesies.PHRASES, Refusals.DISCLAIMING));

  private Sayings() {}

  /** The kinds, added up. */
  static long in(FoldedText text, int from, int to) {
    return ALL.lists(text, from, to);
  }
}
