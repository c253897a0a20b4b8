package dev.plumbline.judge.verdict;

import dev.plumbline.v1.CriterionVerdict;
import java.util.List;

/** A judge's text, read. */
public sealed interface Answer {
  /**
   * It is what was asked for.
   *
   * @param criteria one per criterion of the rubric, in its order; passing is computed here
   * @param rationale the judge's reason: untrusted text, at most 1,000 characters
   * @param unquoted how many answers fell back because a quote was missing or not in the documents
   */
  record Usable(List<CriterionVerdict> criteria, String rationale, int unquoted)
      implements Answer {}

  /** It is not. */
  record Malformed(Flaw flaw) implements Answer {}

  /** What is wrong with an answer. */
  enum Flaw {
    /** Nothing was said. */
    EMPTY,
    /** More than 64 Ki characters. */
    TOO_LONG,
    /** Not one complete JSON value, or a key stands twice in it. */
    NOT_JSON,
    /** JSON, but not an object. */
    NOT_AN_OBJECT,
    /** A key that was not asked for. */
    UNKNOWN_KEY,
    /** A key that was asked for is missing or has another type. */
    MISSING_KEY,
    /** A word that is not among the criterion's answers. */
    UNKNOWN_WORD
  }
}
