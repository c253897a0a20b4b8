package dev.plumbline.runtime.admin;

/**
 * One answer of the admin server.
 *
 * @param status HTTP status
 * @param type media type
 * @param body text in UTF-8
 */
record Page(int status, String type, String body) {
  /** One line of plain text. */
  static Page text(int status, String line) {
    return new Page(status, "text/plain; charset=utf-8", line + "\n");
  }
}
