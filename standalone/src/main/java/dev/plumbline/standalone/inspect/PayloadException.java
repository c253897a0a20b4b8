package dev.plumbline.standalone.inspect;

/** A payload file that cannot be read; the message says what was found and what was expected. */
final class PayloadException extends Exception {
  private static final long serialVersionUID = 1;

  PayloadException(String message) {
    super(message);
  }
}
