package dev.plumbline.ingest.otlp;

/** Bytes that are not the protobuf message they should be. It has no stack: senders cause it. */
final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  /** An exception that says what was found and where. */
  MalformedRequestException(String message) {
    super(message, null, false, false);
  }
}
