package dev.plumbline.evaluation.simulation;

import java.util.List;

/** A scenario that cannot be used: every problem with its line. */
public final class ScenarioException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;

  ScenarioException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line of text each. */
  public List<String> problems() {
    return problems;
  }
}
