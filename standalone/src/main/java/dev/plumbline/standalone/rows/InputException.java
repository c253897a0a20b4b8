package dev.plumbline.standalone.rows;

import java.util.List;

/**
 * A file that cannot be used as it is: every problem with its line, what was found and expected.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With one problem per line of the message. */
  public InputException(String file, List<String> problems) {
    super("input error in " + file + "\n  " + String.join("\n  ", problems));
  }
}
