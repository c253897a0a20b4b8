package dev.plumbline.runtime.config;

import java.util.List;

/** A record refused its values. The binder turns it into problems with paths and lines. */
final class InvalidRecordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> relative;

  /**
   * A refusal.
   *
   * @param path where the record thinks it is, for a reader who made it without a file
   * @param relative problems with keys relative to the record
   */
  InvalidRecordException(String path, List<Problem> relative) {
    super(
        String.join(
            "; ",
            relative.stream()
                .map(p -> new Problem(0, Problem.join(path, p.key()), p.text()).toString())
                .toList()));
    this.relative = List.copyOf(relative);
  }

  /** Problems with keys relative to the record. */
  List<Problem> relative() {
    return relative;
  }
}
