package dev.plumbline.standalone.senders;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;

/** Known traces as a file that a sender in another language reads; no OTLP in it. */
final class KnownJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private KnownJson() {}

  /** The file's text. */
  static String text(KnownTraces known) {
    ObjectNode root = JSON.createObjectNode();
    attributes(
        root.putObject("resource"), known.traces().getFirst().getResource().getAttributesList());
    ArrayNode traces = root.putArray("traces");
    for (ResourceSpans trace : known.traces()) {
      ArrayNode spans = traces.addArray();
      for (ScopeSpans scope : trace.getScopeSpansList()) {
        scope.getSpansList().forEach(span -> span(spans.addObject(), scope, span));
      }
    }
    return root.toString();
  }

  private static void span(ObjectNode node, ScopeSpans scope, Span span) {
    node.put("id", hex(span.getSpanId()))
        .put("parent", hex(span.getParentSpanId()))
        .put("scope", scope.getScope().getName())
        .put("version", scope.getScope().getVersion())
        .put("name", span.getName())
        .put("kind", span.getKind().name().replace("SPAN_KIND_", ""))
        .put("startMillis", span.getStartTimeUnixNano() / 1_000_000)
        .put("endMillis", span.getEndTimeUnixNano() / 1_000_000);
    if (span.hasStatus()) {
      node.put("error", span.getStatus().getMessage());
    }
    attributes(node.putObject("attributes"), span.getAttributesList());
  }

  private static void attributes(ObjectNode node, List<KeyValue> pairs) {
    for (KeyValue pair : pairs) {
      AnyValue value = pair.getValue();
      switch (value.getValueCase()) {
        case STRING_VALUE -> node.put(pair.getKey(), value.getStringValue());
        case INT_VALUE -> node.put(pair.getKey(), value.getIntValue());
        case DOUBLE_VALUE -> node.put(pair.getKey(), value.getDoubleValue());
        case ARRAY_VALUE -> {
          ArrayNode array = node.putArray(pair.getKey());
          value.getArrayValue().getValuesList().forEach(item -> array.add(item.getStringValue()));
        }
        default -> throw new IllegalArgumentException(pair.toString());
      }
    }
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
