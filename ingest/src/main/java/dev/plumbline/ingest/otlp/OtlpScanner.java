package dev.plumbline.ingest.otlp;

import io.opentelemetry.proto.logs.v1.LogsProto;
import io.opentelemetry.proto.trace.v1.TraceProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the spans or log records of an OTLP export request and the trace that each belongs to, by
 * its framing: nothing is decoded. The nesting is the same for both signals: request field 1
 * (resource) holds field 2 (scope) holds field 2 (items).
 *
 * <p>What it accepts, a protobuf parser accepts: an item that one would not take is rejected alone,
 * and when what surrounds the items is broken the request is malformed.
 */
public final class OtlpScanner {
  private static final int ITEMS = 2;
  private static final int RESOURCE_DEPTH = 1;
  private static final int SCOPE_DEPTH = 2;
  private static final int ITEM_DEPTH = 3;

  /** The messages around and in the items of a signal. */
  private record Shapes(Shape resource, Shape scope, Shape item) {}

  private static final Shapes SPANS =
      new Shapes(
          Shape.of(TraceProto.getDescriptor().findMessageTypeByName("ResourceSpans")),
          Shape.of(TraceProto.getDescriptor().findMessageTypeByName("ScopeSpans")),
          Shape.of(TraceProto.getDescriptor().findMessageTypeByName("Span")));
  private static final Shapes LOGS =
      new Shapes(
          Shape.of(LogsProto.getDescriptor().findMessageTypeByName("ResourceLogs")),
          Shape.of(LogsProto.getDescriptor().findMessageTypeByName("ScopeLogs")),
          Shape.of(LogsProto.getDescriptor().findMessageTypeByName("LogRecord")));

  private final byte[] body;
  private final boolean spans;
  private final Shapes shapes;
  private final int maxParts;
  private final Wire wire;
  private final MessageCheck check;
  private final Frame request = new Frame();
  private final Map<TraceId, List<ItemRef>> byTrace = new LinkedHashMap<>();
  private final Rejections rejected = new Rejections();
  private int parts;

  private OtlpScanner(byte[] body, int length, Signal signal, int maxParts) {
    this.body = body;
    this.spans = signal == Signal.TRACES;
    this.shapes = spans ? SPANS : LOGS;
    this.maxParts = maxParts;
    this.wire = new Wire(body, 0, length);
    this.check = new MessageCheck(body);
  }

  /** Scans a request that fills its array. */
  public static ScannedRequest scan(byte[] body, Signal signal, int maxParts) {
    return scan(body, body.length, signal, maxParts);
  }

  /**
   * Scans a request.
   *
   * @param body begins with the message
   * @param length bytes of the message
   * @param signal TRACES or LOGS
   * @param maxParts most resources, scopes and items together; each costs memory beside its bytes
   * @throws ExportException MALFORMED when the framing around the items is broken, TOO_LARGE when
   *     there are too many parts; nothing else, whatever the bytes
   */
  public static ScannedRequest scan(byte[] body, int length, Signal signal, int maxParts) {
    OtlpScanner scanner = new OtlpScanner(body, length, signal, maxParts);
    try {
      scanner.request();
    } catch (MalformedRequestException e) {
      throw new ExportException(FailureKind.MALFORMED, String.valueOf(e.getMessage()));
    }
    return new ScannedRequest(body, scanner.request, scanner.byTrace, scanner.rejected);
  }

  private void request() throws MalformedRequestException {
    int from = 0;
    while (wire.next()) {
      if (wire.isBytes(1)) {
        resource();
      } else {
        wire.skip();
        request.add(from, wire.position());
      }
      from = wire.position();
    }
  }

  private void resource() throws MalformedRequestException {
    Frame frame = part();
    int outer = wire.enter(wire.length());
    int from = wire.position();
    while (wire.next()) {
      if (wire.isBytes(ITEMS)) {
        scope(frame);
      } else {
        wire.skip();
        check.check(shapes.resource(), from, wire.position(), RESOURCE_DEPTH);
        frame.add(from, wire.position());
      }
      from = wire.position();
    }
    wire.leave(outer);
  }

  private void scope(Frame resource) throws MalformedRequestException {
    Frame frame = part();
    int outer = wire.enter(wire.length());
    int from = wire.position();
    while (wire.next()) {
      if (wire.isBytes(ITEMS)) {
        countPart();
        int length = wire.length();
        item(new ItemRef(resource, frame, wire.position(), length));
        wire.advance(length);
      } else {
        wire.skip();
        check.check(shapes.scope(), from, wire.position(), SCOPE_DEPTH);
        frame.add(from, wire.position());
      }
      from = wire.position();
    }
    wire.leave(outer);
  }

  private void item(ItemRef item) {
    Identity identity;
    try {
      identity = identity(item, shapes.item());
    } catch (MalformedRequestException e) {
      // Its length was right, so the items around it are not touched by what is wrong inside.
      rejected.add(reasonOfUnreadable(item));
      return;
    }
    if (identity.reject() != null) {
      rejected.add(identity.reject());
    } else {
      byTrace.computeIfAbsent(identity.trace(), trace -> new ArrayList<>(4)).add(item);
    }
  }

  /** One that stands among the wrong items is often unreadable as one of them, and is told so. */
  private RejectReason reasonOfUnreadable(ItemRef item) {
    try {
      RejectReason reason = identity(item, Shape.ANYTHING).reject();
      return reason == null ? RejectReason.UNREADABLE : reason;
    } catch (MalformedRequestException e) {
      return RejectReason.UNREADABLE;
    }
  }

  private Identity identity(ItemRef item, Shape shape) throws MalformedRequestException {
    check.check(shape, item.start(), item.start() + item.length(), ITEM_DEPTH);
    return spans ? Identity.ofSpan(body, item, check) : Identity.ofLogRecord(body, check);
  }

  private Frame part() {
    countPart();
    return new Frame();
  }

  private void countPart() {
    if (++parts > maxParts) {
      throw new ExportException(
          FailureKind.TOO_LARGE,
          "found more than " + maxParts + " resources, scopes and items in one request");
    }
  }
}
