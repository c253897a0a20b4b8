package dev.plumbline.console.http;

/** An answer to a GET. */
record Reply(int status, String type, byte[] body) {
  static final String JSON = "application/json; charset=utf-8";
}
