package dev.plumbline.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Turns YAML without a record of ours, such as a JSON schema, into JSON. Plain scalars are read as
 * JSON reads them; YAML 1.1's other spellings ({@code yes}, {@code 0777}, {@code 1_000}) stay text.
 */
final class FreeForm {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d*)");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,4})?");

  private final Function<YamlTree.Scalar, String> text;

  /**
   * A conversion.
   *
   * @param text the text of a scalar that is not null
   */
  FreeForm(Function<YamlTree.Scalar, String> text) {
    this.text = text;
  }

  /** The node as JSON. */
  JsonNode json(YamlTree node) {
    return switch (node) {
      case YamlTree.Scalar scalar -> scalar.text() == null ? JSON.nullNode() : value(scalar);
      case YamlTree.Sequence sequence -> {
        ArrayNode array = JSON.arrayNode();
        sequence.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      case YamlTree.Mapping mapping -> {
        ObjectNode object = JSON.objectNode();
        mapping.entries().forEach((key, child) -> object.set(key, json(child)));
        yield object;
      }
    };
  }

  private JsonNode value(YamlTree.Scalar scalar) {
    String value = text.apply(scalar);
    if (!scalar.plain()) {
      return JSON.textNode(value);
    }
    if (value.equals("true") || value.equals("false")) {
      return JSON.booleanNode(value.equals("true"));
    }
    if (WHOLE.matcher(value).matches()) {
      return value.length() < 19
          ? JSON.numberNode(Long.parseLong(value))
          : JSON.numberNode(new BigInteger(value));
    }
    return DECIMAL.matcher(value).matches()
        ? JSON.numberNode(new BigDecimal(value))
        : JSON.textNode(value);
  }
}
