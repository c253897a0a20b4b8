package dev.plumbline.evaluation.check;

/** What one evaluation of a check grows with. */
public enum Cost {
  /** A few fields: nanoseconds. */
  FIELDS,
  /** The answer: microseconds. */
  ANSWER,
  /** The answer together with documents, conversation or tools: tens of microseconds. */
  CONTENT
}
