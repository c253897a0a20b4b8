package dev.plumbline.ingest.otlp;

import java.util.Locale;

/** Why a span or log record can never be accepted, whatever is around it. */
public enum RejectReason {
  /** Zero, or not 16 bytes. */
  INVALID_TRACE_ID("trace id is zero or not 16 bytes (32 hex digits in JSON)"),
  /** Zero, or not 8 bytes. */
  INVALID_SPAN_ID("span id is zero or not 8 bytes (16 hex digits in JSON)"),
  /**
   * A parser would not take it: broken framing, a value that is none of its field's, a text that is
   * not UTF-8, nested too deep.
   */
  UNREADABLE("broken, with a wrong value or a text that is not UTF-8, or nested too deep"),
  /** With its resource and scope larger than a record may be. */
  TOO_LARGE("larger than 4 MiB together with its resource and scope"),
  /** A log record in a traces request. */
  LOG_RECORD_AMONG_SPANS("a log record, not a span: post log records to /v1/logs"),
  /** A span in a logs request. */
  SPAN_AMONG_LOG_RECORDS("a span, not a log record: post spans to /v1/traces");

  private final String text;

  RejectReason(String text) {
    this.text = text;
  }

  /** What a sender reads. */
  public String text() {
    return text;
  }

  /** As a metric label. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
