package dev.plumbline.ingest.otlp;

/** A body that is not the protobuf message it should be. */
public final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception that says what was found and where. */
  public MalformedRequestException(String message) {
    super(message);
  }
}
