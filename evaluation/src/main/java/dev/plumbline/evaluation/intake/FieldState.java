package dev.plumbline.evaluation.intake;

/** What became of one field of one interaction. */
public enum FieldState {
  /** It was sent, and read. */
  FOUND("found"),
  /** It was not sent, and is made of something else. */
  DERIVED("derived"),
  /** It was not sent. */
  NOT_SENT("not sent"),
  /** The sender cut it, or dropped attributes. */
  CUT("cut by the sender"),
  /** It was longer than a record may be, and cut here. */
  SHORTENED("cut here"),
  /** A placeholder was sent in its place. */
  MASKED("masked"),
  /** Only a reference was sent. */
  ELSEWHERE("only a reference"),
  /** The answer has none, as far as can be told. */
  NONE("none seen");

  private final String label;

  FieldState(String label) {
    this.label = label;
  }

  /** Name for people. */
  public String label() {
    return label;
  }
}
