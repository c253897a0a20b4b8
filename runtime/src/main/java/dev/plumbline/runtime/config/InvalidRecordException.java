package dev.plumbline.runtime.config;

import java.util.List;

/** A record refused its values. The binder turns it into problems with lines. */
final class InvalidRecordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final transient List<Problem> problems;

  InvalidRecordException(String path, List<Problem> problems) {
    super(String.join("; ", problems.stream().map(Problem::toString).toList()));
    this.path = path;
    this.problems = List.copyOf(problems);
  }

  /** Problems with keys relative to the record. */
  List<Problem> relative() {
    return problems.stream()
        .map(
            p ->
                path.isEmpty() ? p : new Problem(0, p.key().substring(path.length() + 1), p.text()))
        .toList();
  }
}
