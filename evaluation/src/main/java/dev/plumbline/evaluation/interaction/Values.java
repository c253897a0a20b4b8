package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** OTLP attribute values as one kind of tree, whatever form a client chose to send them in. */
final class Values {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> ABSENT =
      Set.of("", "{}", "[]", "null", "<not serializable>", "N/A", "none");
  private static final Set<String> PLACEHOLDERS =
      Set.of("__REDACTED__", "***", "[REDACTED]", "<redacted>", "REDACTED");

  private Values() {}

  /** Attributes as a map; the first of two equal keys wins. */
  static Map<String, JsonNode> map(List<KeyValue> attributes) {
    Map<String, JsonNode> map = LinkedHashMap.newLinkedHashMap(attributes.size());
    for (KeyValue attribute : attributes) {
      map.putIfAbsent(attribute.getKey(), tree(attribute.getValue()));
    }
    return map;
  }

  /** The value as a tree; bytes are read as UTF-8 text. */
  static JsonNode tree(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> NODES.textNode(value.getStringValue());
      case BOOL_VALUE -> NODES.booleanNode(value.getBoolValue());
      case INT_VALUE -> NODES.numberNode(value.getIntValue());
      case DOUBLE_VALUE -> NODES.numberNode(value.getDoubleValue());
      case BYTES_VALUE -> NODES.textNode(value.getBytesValue().toStringUtf8());
      case ARRAY_VALUE -> {
        ArrayNode array = NODES.arrayNode();
        value.getArrayValue().getValuesList().forEach(item -> array.add(tree(item)));
        yield array;
      }
      case KVLIST_VALUE -> {
        ObjectNode object = NODES.objectNode();
        value
            .getKvlistValue()
            .getValuesList()
            .forEach(kv -> object.set(kv.getKey(), tree(kv.getValue())));
        yield object;
      }
      default -> NODES.missingNode();
    };
  }

  /** JSON text of an object or array as a tree; everything else as it is. */
  static JsonNode parsed(JsonNode node) {
    if (!node.isTextual()) {
      return node;
    }
    String text = node.textValue().strip();
    if (!(text.startsWith("{") && text.endsWith("}")
        || text.startsWith("[") && text.endsWith("]"))) {
      return node;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return node;
    }
  }

  /** True when the text is JSON that was cut: it opens an object or array and does not parse. */
  static boolean cut(JsonNode node) {
    if (!node.isTextual()) {
      return false;
    }
    String text = node.textValue().strip();
    return (text.startsWith("[{") || text.startsWith("{\"")) && parsed(node).isTextual();
  }

  /** True when a client sent the key without a value. */
  static boolean absent(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || node.isContainerNode() && node.isEmpty()
        || node.isTextual() && ABSENT.contains(node.textValue().strip());
  }

  /** True when a text stands in for content that was masked before it was sent. */
  static boolean placeholder(String text) {
    return PLACEHOLDERS.contains(text.strip());
  }

  /** The value as text: strings as they are, numbers and trees as JSON. */
  static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull()
        ? ""
        : node.isTextual() ? node.textValue() : node.toString();
  }
}
