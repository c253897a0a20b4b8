package dev.plumbline.evaluation.interaction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** OTLP attribute values as one kind of tree, whatever form a client chose to send them in. */
final class Values {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper PYTHON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .build();

  /** Words of Python outside of texts; what they say is not looked at. */
  private static final Pattern WORDS =
      Pattern.compile("(?<=[:,\\[] )(?:None|True|False)(?=[,}\\]])");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Set<String> EMPTY =
      Set.of("", "{}", "[]", "null", "<not serializable>", "N/A");
  private static final Set<String> NO_TEXT = Set.of("", "{}", "null", "<not serializable>");
  private static final Set<String> PLACEHOLDERS =
      Set.of("__REDACTED__", "***", "[REDACTED]", "<redacted>", "REDACTED");

  /** More tokens than this are no count; adding up a trace's worth of them stays exact. */
  private static final long MAX_COUNT = 1_000_000_000_000L;

  /** One client says before each text that it is JSON. */
  private static final String JSON_TAG = "@ag.type=json:";

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
      case STRING_VALUE -> NODES.textNode(untagged(value.getStringValue()));
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

  private static String untagged(String text) {
    return text.startsWith(JSON_TAG) ? text.substring(JSON_TAG.length()) : text;
  }

  /** JSON text of an object or array as a tree; everything else as it is. */
  static JsonNode parsed(JsonNode node) {
    if (!opensContainer(node)) {
      return node;
    }
    String text = node.textValue().strip();
    char last = text.charAt(text.length() - 1);
    if (last != '}' && last != ']') {
      return node;
    }
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return node;
    }
  }

  /**
   * An object that was sent as JSON, or as a Python program prints it: {@code {'text': 'It is
   * so'}}. The first that is one; missing when none is.
   */
  static JsonNode printed(JsonNode... candidates) {
    for (JsonNode candidate : candidates) {
      JsonNode tree = parsed(candidate);
      if (tree.isTextual() && tree.textValue().startsWith("{")) {
        try {
          tree = PYTHON.readTree(WORDS.matcher(tree.textValue()).replaceAll("null"));
        } catch (JsonProcessingException e) {
          continue;
        }
      }
      if (tree.isObject()) {
        return tree;
      }
    }
    return NODES.missingNode();
  }

  /** Whether two texts are the same, or the same JSON object or array in another spelling. */
  static boolean sameJson(String first, String second) {
    return first.equals(second)
        || !first.isEmpty() && parsed(NODES.textNode(first)).equals(parsed(NODES.textNode(second)));
  }

  /** True for text that opens an object or array but is not one: JSON that was cut. */
  static boolean cut(JsonNode node) {
    return opensContainer(node) && parsed(node).isTextual();
  }

  private static boolean opensContainer(JsonNode node) {
    if (!node.isTextual()) {
      return false;
    }
    String text = node.textValue();
    int at = 0;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() && (text.charAt(at) == '{' || text.charAt(at) == '[');
  }

  /** True when a client sent content that holds nothing. */
  static boolean empty(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || node.isContainerNode() && node.isEmpty()
        || node.isTextual() && EMPTY.contains(node.textValue().strip());
  }

  /** True for no text, and for the words that some clients write in the place of none. */
  static boolean nothing(JsonNode node) {
    return node.isMissingNode()
        || node.isNull()
        || node.isTextual() && NO_TEXT.contains(node.textValue().strip());
  }

  /** As {@link #empty}, for a field where the word "none" says so too (Spring AI's model). */
  static boolean absent(JsonNode node) {
    return empty(node) || node.isTextual() && node.textValue().strip().equals("none");
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

  /** Text without the quotes of a JSON string, which some clients put around every value. */
  static String unquoted(String text) {
    if (text.length() < 2 || !text.startsWith("\"") || !text.endsWith("\"")) {
      return text;
    }
    try {
      return text(JSON.readTree(text));
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /** The first of {@code keys} that the object has and that is not null, as text. */
  static String first(JsonNode node, String... keys) {
    for (String key : keys) {
      JsonNode value = node.path(key);
      if (!value.isMissingNode() && !value.isNull()) {
        return text(value);
      }
    }
    return "";
  }

  /** A count of tokens, also when sent as text; empty when it is none that anyone could mean. */
  static OptionalLong count(JsonNode node) {
    String text = text(node).strip();
    long count =
        node.isNumber() && node.canConvertToLong()
            ? node.longValue()
            : text.matches("[0-9]{1,13}") ? Long.parseLong(text) : -1;
    return count < 0 || count > MAX_COUNT ? OptionalLong.empty() : OptionalLong.of(count);
  }
}
