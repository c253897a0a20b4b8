package dev.plumbline.console.http;

/** The request asks for something that cannot be; the message says what was expected. */
final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadRequestException(String message) {
    super(message);
  }
}
