package dev.plumbline.runtime.config;

import java.util.List;

/** A config that cannot be used, with every problem that was found in it. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * An exception whose message lists the problems, one per line.
   *
   * @param source the file or directory that was read
   */
  public ConfigException(String source, List<String> problems) {
    super("config error in " + source + "\n  " + String.join("\n  ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Each problem: where, what was found, what was expected. */
  public List<String> problems() {
    return problems;
  }
}
