package dev.plumbline.ingest.otlp;

import java.time.Duration;

/** A request that failed as a whole; a sender reads its message. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final Duration retryAfter;

  /** A failure with what was found and expected. */
  public ExportException(FailureKind kind, String message) {
    this(kind, message, kind.retryAfter());
  }

  /**
   * A failure that is over at a time that is known.
   *
   * @param retryAfter from now, in whole seconds
   */
  public ExportException(FailureKind kind, String message, Duration retryAfter) {
    super(message, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** How long the sender is asked to wait, in whole seconds; zero when it is not asked to. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** What went wrong. */
  public FailureKind kind() {
    return kind;
  }
}
