package dev.plumbline.standalone.traffic;

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
  /** JSON that breaks off; only on the route that answers in JSON. */
  BROKEN_JSON,
  /** The call failed. */
  ERROR
}
