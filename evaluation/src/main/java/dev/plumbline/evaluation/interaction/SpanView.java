package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A span with everything that belongs to it.
 *
 * @param span as it came
 * @param id lower-case hex
 * @param parentId lower-case hex; empty for a root
 * @param scope instrumentation scope name
 * @param operation what it does
 * @param attributes the span's
 * @param resource the resource's
 * @param metadata what the application says, among the span's attributes
 * @param parsed the span's attributes with JSON text as trees
 * @param events log records first, then span events, each in time order
 */
record SpanView(
    Span span,
    String id,
    String parentId,
    String scope,
    Operation operation,
    Map<String, JsonNode> attributes,
    Map<String, JsonNode> resource,
    Metadata metadata,
    ParsedAttributes parsed,
    List<Event> events) {

  static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /**
   * {@code error.type}, else for an error status or level the exception's type, else the word
   * "error"; empty when all went well.
   */
  String errorType() {
    String sent = new Lookup().text(Field.ERROR_TYPE, this);
    if (!sent.isEmpty()) {
      return sent;
    }
    boolean failed =
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR
            || new Lookup().text(Field.ERROR_LEVEL, this).equalsIgnoreCase("error")
            || saysFailed();
    if (!failed) {
      return "";
    }
    for (Event event : events) {
      JsonNode type =
          new Lookup().find(Field.EXCEPTION_TYPE, Field.EXCEPTION_TYPE.keys(), event.attributes());
      if (!type.isMissingNode()) {
        return Values.text(type);
      }
    }
    return "error";
  }

  /** Whether it says in words of its own that it did not succeed. */
  boolean saysFailed() {
    return new Lookup().text(Field.SUCCESS, this).equals("false");
  }

  /** End of the span, never before its start. */
  long endUnixNanos() {
    return Math.max(span.getStartTimeUnixNano(), span.getEndTimeUnixNano());
  }

  /** Whether its clock went backwards. */
  boolean endsBeforeItStarts() {
    return span.getEndTimeUnixNano() < span.getStartTimeUnixNano();
  }

  /** Whether the two spans ran at the same time for a moment. */
  boolean overlaps(SpanView other) {
    return span.getStartTimeUnixNano() <= other.endUnixNanos()
        && other.span.getStartTimeUnixNano() <= endUnixNanos();
  }

  /** Whether the other ran from no earlier to no later than this one. */
  boolean encloses(SpanView other) {
    return span.getStartTimeUnixNano() <= other.span.getStartTimeUnixNano()
        && other.endUnixNanos() <= endUnixNanos();
  }

  /** The same with other times. */
  SpanView with(Span changed) {
    return new SpanView(
        changed, id, parentId, scope, operation, attributes, resource, metadata, parsed, events);
  }

  /** Span ids are unique within a trace. */
  @Override
  public boolean equals(Object other) {
    return other instanceof SpanView view && view.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
