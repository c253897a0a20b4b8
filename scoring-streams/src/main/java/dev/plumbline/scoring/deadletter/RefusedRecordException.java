package dev.plumbline.scoring.deadletter;

import org.jspecify.annotations.Nullable;

/**
 * A record that a node does not take. The message is shown to people: it says what was found and
 * what was expected, and never quotes the record.
 */
public final class RefusedRecordException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** A refusal for this reason. */
  public RefusedRecordException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
