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

  /** Reads a span to its end and checks it on the way. */
  static Identity ofSpan(Wire wire, Shape shape, int depth) throws MalformedRequestException {
    byte[] body = wire.buffer();
    TraceId trace = TraceId.NONE;
    boolean spanId = false;
    boolean logRecord = false;
    while (wire.next()) {
      if (wire.isBytes(1)) {
        int size = wire.length();
        trace = size == TRACE_ID_BYTES ? TraceId.of(body, wire.position()) : TraceId.NONE;
        wire.advance(size);
      } else if (wire.isBytes(2)) {
        int size = wire.length();
        spanId = size == SPAN_ID_BYTES && !TraceId.isZero8(body, wire.position());
        wire.advance(size);
      } else {
        logRecord |= isOfLogRecord(wire.field(), wire.type());
        shape.field(wire, depth);
      }
    }
    if (!trace.isZero() && spanId) {
      return new Identity(trace, null);
    }
    if (logRecord && trace.isZero() && !spanId) {
      return new Identity(trace, RejectReason.LOG_RECORD_AMONG_SPANS);
    }
    return new Identity(
        trace, trace.isZero() ? RejectReason.INVALID_TRACE_ID : RejectReason.INVALID_SPAN_ID);
  }

  /**
   * Reads a log record to its end and checks it on the way. A trace id of a wrong length or of
   * zeros means "no trace", as OTLP asks of a receiver.
   */
  static Identity ofLogRecord(Wire wire, Shape shape, int depth) throws MalformedRequestException {
    byte[] body = wire.buffer();
    TraceId trace = TraceId.NONE;
    while (wire.next()) {
      if (wire.isBytes(1)) {
        return new Identity(TraceId.NONE, RejectReason.SPAN_AMONG_LOG_RECORDS);
      }
      if (wire.isBytes(LOG_TRACE_ID)) {
        int size = wire.length();
        trace = size == TRACE_ID_BYTES ? TraceId.of(body, wire.position()) : TraceId.NONE;
        wire.advance(size);
      } else {
        shape.field(wire, depth);
      }
    }
    return new Identity(trace, null);
  }

  private static boolean isOfLogRecord(int field, int type) {
    return switch (field) {
      case 1, LOG_OBSERVED_TIME -> type == Wire.FIXED64;
      case 2 -> type == Wire.VARINT;
      default -> false;
    };
  }
}
