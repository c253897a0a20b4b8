package dev.plumbline.ingest.otlp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the spans or log records of an OTLP export request and the trace that each belongs to, by
 * its framing alone: nothing is decoded. The nesting is the same for both signals: request field 1
 * (resource) holds field 2 (scope) holds field 2 (items); a span has its trace id in field 1 and
 * its id in field 2, a log record its trace id in field 9 (opentelemetry-proto 1.11).
 */
public final class OtlpScanner {
  private static final int ID_BYTES = 16;
  private static final int SPAN_ID_BYTES = 8;
  private static final int LOG_TRACE_ID = 9;

  private final byte[] body;
  private final Signal signal;
  private final int maxItemBytes;
  private final List<Frame> resources = new ArrayList<>();
  private final List<Frame> scopes = new ArrayList<>();
  private final Map<TraceId, List<ItemRef>> byTrace = new LinkedHashMap<>();
  private final Map<RejectReason, Integer> rejected = new EnumMap<>(RejectReason.class);
  private int accepted;

  private OtlpScanner(byte[] body, Signal signal, int maxItemBytes) {
    this.body = body;
    this.signal = signal;
    this.maxItemBytes = maxItemBytes;
  }

  /**
   * Scans a request.
   *
   * @param body the whole message
   * @param signal TRACES or LOGS
   * @param maxItemBytes the largest span or log record that is taken
   * @throws MalformedRequestException when the framing is broken
   */
  public static ScannedRequest scan(byte[] body, Signal signal, int maxItemBytes)
      throws MalformedRequestException {
    OtlpScanner scanner = new OtlpScanner(body, signal, maxItemBytes);
    scanner.request();
    return new ScannedRequest(
        body,
        scanner.resources,
        scanner.scopes,
        scanner.byTrace,
        scanner.rejected,
        scanner.accepted);
  }

  private void request() throws MalformedRequestException {
    Wire wire = new Wire(body, 0, body.length);
    while (wire.next()) {
      if (wire.field() == 1 && wire.type() == Wire.BYTES) {
        int length = wire.length();
        resource(wire.position(), wire.position() + length);
        wire.advance(length);
      } else {
        wire.skip();
      }
    }
  }

  private void resource(int start, int end) throws MalformedRequestException {
    Frame frame = new Frame();
    int index = resources.size();
    resources.add(frame);
    Wire wire = new Wire(body, start, end);
    int from = start;
    while (wire.next()) {
      if (wire.field() == 2 && wire.type() == Wire.BYTES) {
        int length = wire.length();
        scope(index, wire.position(), wire.position() + length);
        wire.advance(length);
      } else {
        wire.skip();
        frame.add(from, wire.position());
      }
      from = wire.position();
    }
  }

  private void scope(int resource, int start, int end) throws MalformedRequestException {
    Frame frame = new Frame();
    int index = scopes.size();
    scopes.add(frame);
    Wire wire = new Wire(body, start, end);
    int from = start;
    while (wire.next()) {
      if (wire.field() == 2 && wire.type() == Wire.BYTES) {
        int length = wire.length();
        item(new ItemRef(resource, index, wire.position(), length));
        wire.advance(length);
      } else {
        wire.skip();
        frame.add(from, wire.position());
      }
      from = wire.position();
    }
  }

  private void item(ItemRef item) throws MalformedRequestException {
    if (item.length() > maxItemBytes) {
      reject(RejectReason.TOO_LARGE);
    } else if (signal == Signal.TRACES) {
      span(item);
    } else {
      log(item);
    }
  }

  private void span(ItemRef item) throws MalformedRequestException {
    Wire wire = new Wire(body, item.start(), item.start() + item.length());
    TraceId trace = TraceId.NONE;
    boolean spanId = false;
    while (wire.next()) {
      if (wire.field() == 1 && wire.type() == Wire.FIXED64) {
        // A log record starts with its time here.
        reject(RejectReason.LOG_RECORD_AMONG_SPANS);
        return;
      }
      if (wire.field() == 1 && wire.type() == Wire.BYTES) {
        int length = wire.length();
        trace = length == ID_BYTES ? TraceId.of(body, wire.position()) : TraceId.NONE;
        wire.advance(length);
      } else if (wire.field() == 2 && wire.type() == Wire.BYTES) {
        int length = wire.length();
        spanId = length == SPAN_ID_BYTES && !zero(wire.position(), SPAN_ID_BYTES);
        wire.advance(length);
      } else {
        wire.skip();
      }
    }
    if (trace.isZero()) {
      reject(RejectReason.INVALID_TRACE_ID);
    } else if (!spanId) {
      reject(RejectReason.INVALID_SPAN_ID);
    } else {
      accept(trace, item);
    }
  }

  private void log(ItemRef item) throws MalformedRequestException {
    Wire wire = new Wire(body, item.start(), item.start() + item.length());
    TraceId trace = TraceId.NONE;
    while (wire.next()) {
      if (wire.field() == 1 && wire.type() == Wire.BYTES) {
        reject(RejectReason.SPAN_AMONG_LOG_RECORDS);
        return;
      }
      if (wire.field() == LOG_TRACE_ID && wire.type() == Wire.BYTES) {
        int length = wire.length();
        if (length != 0 && length != ID_BYTES) {
          reject(RejectReason.INVALID_TRACE_ID);
          return;
        }
        trace = length == 0 ? TraceId.NONE : TraceId.of(body, wire.position());
        wire.advance(length);
      } else {
        wire.skip();
      }
    }
    accept(trace, item);
  }

  private boolean zero(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (body[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private void accept(TraceId trace, ItemRef item) {
    byTrace.computeIfAbsent(trace, key -> new ArrayList<>()).add(item);
    accepted++;
  }

  private void reject(RejectReason reason) {
    rejected.merge(reason, 1, Integer::sum);
  }
}
