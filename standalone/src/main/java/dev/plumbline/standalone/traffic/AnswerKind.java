package dev.plumbline.standalone.traffic;

import dev.plumbline.v1.Outcome;

/** What is true about a generated answer. */
public enum AnswerKind {
  /** Says what the documents say. */
  GOOD,
  /** Adds a claim that no document makes. */
  UNGROUNDED,
  /** Declines. */
  REFUSAL,
  /** Says nothing. */
  EMPTY,
  /** Breaks off at the token limit; where JSON was asked for, it is broken JSON. */
  TRUNCATED,
  /** The call failed. */
  ERROR;

  /**
   * What a check has to say about such an answer, by the meaning of the words alone.
   *
   * @param check a check's id
   * @param json whether JSON was asked for
   * @throws IllegalArgumentException for a check that this oracle does not know
   */
  public Outcome expected(String check, boolean json) {
    return switch (check) {
      case "empty-answer" ->
          switch (this) {
            case GOOD, UNGROUNDED, REFUSAL, TRUNCATED -> Outcome.PASS;
            case EMPTY -> Outcome.FAIL;
            case ERROR -> Outcome.NOT_APPLICABLE;
          };
      case "refusal" ->
          switch (this) {
            case GOOD, UNGROUNDED, TRUNCATED -> Outcome.PASS;
            case REFUSAL -> Outcome.FAIL;
            case EMPTY, ERROR -> Outcome.NOT_APPLICABLE;
          };
      case "json-schema" ->
          switch (this) {
            case GOOD, UNGROUNDED, REFUSAL -> json ? Outcome.PASS : Outcome.NOT_APPLICABLE;
            case TRUNCATED -> json ? Outcome.FAIL : Outcome.NOT_APPLICABLE;
            case EMPTY, ERROR -> Outcome.NOT_APPLICABLE;
          };
      case "grounding" ->
          switch (this) {
            case GOOD, TRUNCATED -> Outcome.PASS;
            case UNGROUNDED -> Outcome.FAIL;
            case REFUSAL, EMPTY, ERROR -> Outcome.NOT_APPLICABLE;
          };
      default -> throw new IllegalArgumentException("no oracle for the check " + check);
    };
  }
}
