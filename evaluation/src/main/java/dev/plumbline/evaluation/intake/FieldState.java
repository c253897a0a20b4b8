package dev.plumbline.evaluation.intake;

/** What became of one field of one interaction. */
public enum FieldState {
  /** It was sent, and read. */
  FOUND,
  /** It was not sent, and is made of something else. */
  DERIVED,
  /** It was not sent. */
  NOT_SENT,
  /** The sender cut it, or dropped attributes. */
  CUT,
  /** It was longer than a record may be, and cut here. */
  SHORTENED,
  /** A placeholder was sent in its place. */
  MASKED,
  /** Only a reference was sent. */
  ELSEWHERE,
  /** The answer has none, as far as can be told. */
  NONE
}
