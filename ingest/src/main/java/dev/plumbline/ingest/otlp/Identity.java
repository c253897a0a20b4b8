package dev.plumbline.ingest.otlp;

import org.jspecify.annotations.Nullable;

/**
 * What the first level of a span or log record says about where it belongs. Spans and log records
 * share their outer framing, so one posted as the other must be told apart here: a log record has
 * its time in field 1 (fixed64), its severity in field 2 (varint), its observed time in field 11
 * (fixed64), where a span has its ids and events; a span has its trace id in field 1, which no log
 * record uses for bytes (opentelemetry-proto 1.11).
 *
 * @param trace the trace; {@link TraceId#NONE} for a log record without a valid one
 * @param reject why the item cannot be accepted, or null
 */
record Identity(TraceId trace, @Nullable RejectReason reject) {
  private static final int TRACE_ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final int LOG_TRACE_ID = 9;
  private static final int LOG_OBSERVED_TIME = 11;

  /** Of a span that was checked. */
  static Identity ofSpan(byte[] body, ItemRef item, MessageCheck checked)
      throws MalformedRequestException {
    TraceId trace = trace(body, checked, 1);
    boolean spanId =
        checked.start(2) >= 0
            && checked.length(2) == SPAN_ID_BYTES
            && !TraceId.isZero8(body, checked.start(2));
    if (!trace.isZero() && spanId) {
      return new Identity(trace, null);
    }
    if (trace.isZero() && !spanId && isLogRecord(body, item)) {
      return new Identity(trace, RejectReason.LOG_RECORD_AMONG_SPANS);
    }
    return new Identity(
        trace, trace.isZero() ? RejectReason.INVALID_TRACE_ID : RejectReason.INVALID_SPAN_ID);
  }

  /**
   * Of a log record that was checked. A trace id of a wrong length or of zeros means "no trace", as
   * OTLP asks of a receiver.
   */
  static Identity ofLogRecord(byte[] body, MessageCheck checked) {
    return checked.start(1) >= 0
        ? new Identity(TraceId.NONE, RejectReason.SPAN_AMONG_LOG_RECORDS)
        : new Identity(trace(body, checked, LOG_TRACE_ID), null);
  }

  private static TraceId trace(byte[] body, MessageCheck checked, int field) {
    int start = checked.start(field);
    return start >= 0 && checked.length(field) == TRACE_ID_BYTES
        ? TraceId.of(body, start)
        : TraceId.NONE;
  }

  private static boolean isLogRecord(byte[] body, ItemRef item) throws MalformedRequestException {
    Wire wire = new Wire(body, item.start(), item.start() + item.length());
    while (wire.next()) {
      boolean found =
          switch (wire.field()) {
            case 1, LOG_OBSERVED_TIME -> wire.type() == Wire.FIXED64;
            case 2 -> wire.type() == Wire.VARINT;
            default -> false;
          };
      if (found) {
        return true;
      }
      wire.skip();
    }
    return false;
  }
}
