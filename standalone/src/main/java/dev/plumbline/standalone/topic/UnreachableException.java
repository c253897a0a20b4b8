package dev.plumbline.standalone.topic;

import org.jspecify.annotations.Nullable;

/** Kafka does not answer, or has not what it should have. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A message that names the address, what was found and what was expected. */
  public UnreachableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
