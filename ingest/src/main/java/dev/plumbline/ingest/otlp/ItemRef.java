package dev.plumbline.ingest.otlp;

/**
 * One span or log record inside a request.
 *
 * @param resource what its ResourceSpans or ResourceLogs holds beside the scopes
 * @param scope what its ScopeSpans or ScopeLogs holds beside the items
 * @param start first byte of the message
 * @param length bytes of the message
 */
record ItemRef(Frame resource, Frame scope, int start, int length) {
  /** At most so many bytes as an item of a scope: its tag and length come before it. */
  int bound() {
    return length + Frame.BOUND;
  }
}
