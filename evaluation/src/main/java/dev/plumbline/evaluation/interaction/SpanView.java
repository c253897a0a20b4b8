package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
 * @param attributes the span's
 * @param resource the resource's
 * @param events log records first, then span events, each in time order
 */
record SpanView(
    Span span,
    String id,
    String parentId,
    String scope,
    Map<String, JsonNode> attributes,
    Map<String, JsonNode> resource,
    List<Event> events) {

  static String hex(com.google.protobuf.ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  /** The attribute, or a missing node when it was not sent or is empty. */
  JsonNode attribute(String key) {
    JsonNode node = attributes.get(key);
    return node == null || Values.absent(node) ? MissingNode.getInstance() : node;
  }

  /** The kind of GenAI operation, by whichever key tells. */
  Operation operation() {
    return Operation.of(attributes, span.getName());
  }

  /** {@code error.type}, or a word for an error status without one; empty when all went well. */
  String errorType() {
    JsonNode type = attribute("error.type");
    if (!type.isMissingNode()) {
      return Values.text(type);
    }
    return span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR ? "error" : "";
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
