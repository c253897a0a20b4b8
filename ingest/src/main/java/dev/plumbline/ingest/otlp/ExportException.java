package dev.plumbline.ingest.otlp;

/** A request that failed as a whole; a sender reads its message. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;

  /** A failure with what was found and expected. */
  public ExportException(FailureKind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /** What went wrong. */
  public FailureKind kind() {
    return kind;
  }
}
