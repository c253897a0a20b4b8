package dev.plumbline.standalone.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;

/** Short words for building OTLP messages, in the shape that the Python client sends. */
final class Otlp {
  static final String SCHEMA_URL = "https://opentelemetry.io/schemas/1.37.0";
  private static final int CONTEXT_HAS_IS_REMOTE = 256;

  private Otlp() {}

  static KeyValue text(String key, String value) {
    return attribute(key, AnyValue.newBuilder().setStringValue(value));
  }

  static KeyValue number(String key, long value) {
    return attribute(key, AnyValue.newBuilder().setIntValue(value));
  }

  static KeyValue decimal(String key, double value) {
    return attribute(key, AnyValue.newBuilder().setDoubleValue(value));
  }

  static KeyValue texts(String key, String value) {
    AnyValue text = AnyValue.newBuilder().setStringValue(value).build();
    return attribute(
        key, AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(text)));
  }

  /** A tree as a structured value, as events carry it. */
  static KeyValue tree(String key, JsonNode tree) {
    return attribute(key, value(tree).toBuilder());
  }

  static Resource resource(String service) {
    return Resource.newBuilder()
        .addAttributes(text("telemetry.sdk.language", "python"))
        .addAttributes(text("telemetry.sdk.name", "opentelemetry"))
        .addAttributes(text("telemetry.sdk.version", "1.42.1"))
        .addAttributes(text("service.name", service))
        .addAttributes(text("deployment.environment.name", "demo"))
        .build();
  }

  static InstrumentationScope scope() {
    return InstrumentationScope.newBuilder()
        .setName("opentelemetry.util.genai.handler")
        .setVersion("0.4b0")
        .build();
  }

  static Span.Builder span(
      String trace, String id, String parent, String name, long startMillis, long endMillis) {
    return Span.newBuilder()
        .setTraceId(bytes(trace))
        .setSpanId(bytes(id))
        .setParentSpanId(bytes(parent))
        .setName(name)
        .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
        .setStartTimeUnixNano(startMillis * 1_000_000)
        .setEndTimeUnixNano(endMillis * 1_000_000)
        .setFlags(CONTEXT_HAS_IS_REMOTE);
  }

  static ByteString bytes(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static KeyValue attribute(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue value(JsonNode node) {
    AnyValue.Builder value = AnyValue.newBuilder();
    if (node.isObject()) {
      KeyValueList.Builder list = KeyValueList.newBuilder();
      node.properties().forEach(e -> list.addValues(tree(e.getKey(), e.getValue())));
      return value.setKvlistValue(list).build();
    }
    if (node.isArray()) {
      ArrayValue.Builder list = ArrayValue.newBuilder();
      node.forEach(item -> list.addValues(value(item)));
      return value.setArrayValue(list).build();
    }
    return value.setStringValue(node.asText()).build();
  }
}
