package dev.plumbline.evaluation.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.regex.RegularExpression;
import dev.plumbline.evaluation.redaction.Detectors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * JSON Schemas (2020-12), compiled once each; the {@value #MAX_KEPT} used last are kept.
 *
 * <p>A schema may come with the traffic, so it is not trusted: no reference leaves it, patterns are
 * matched in linear time (RE2, without look-around and back-references), and validation that
 * follows more references than an answer of its length can need is given up.
 */
final class JsonSchemas {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final int MAX_KEPT = 256;
  private static final int MAX_CHARS = 65_536;
  private static final int MAX_PATTERN_CHARS = 512;
  private static final int MAX_PATTERN_ATOMS = 5_000;
  private static final int REFERENCES = 1_000;
  private static final int REFERENCES_PER_CHAR = 4;

  private final Map<String, Optional<Schema>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final SchemaRegistry registry;
  private final Schema metaSchema;

  JsonSchemas() {
    Dialect dialect =
        Dialect.builder(Dialects.getDraft202012())
            .keywords(List.of(CountedReference.REF, CountedReference.DYNAMIC_REF))
            .build();
    SchemaRegistryConfig config =
        SchemaRegistryConfig.builder().regularExpressionFactory(JsonSchemas::pattern).build();
    registry =
        SchemaRegistry.withDialect(
            dialect,
            builder ->
                builder
                    .schemaCacheEnabled(false)
                    .dialectRegistry((id, any) -> dialect)
                    .schemaRegistryConfig(config));
    metaSchema = registry.getSchema(SchemaLocation.of(dialect.getId()));
  }

  /**
   * The tree of a JSON text.
   *
   * @throws JsonProcessingException when it is not JSON, or more than one value
   */
  static JsonNode tree(String text) throws JsonProcessingException {
    return JSON.readTree(text);
  }

  /** The schema of a text, or empty when it cannot be used. */
  synchronized Optional<Schema> of(String text) {
    Optional<Schema> schema = kept.computeIfAbsent(text, this::compiled);
    if (kept.size() > MAX_KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return schema;
  }

  /**
   * What a tree lacks. A value that redaction has replaced by its token is not held against its
   * schema, which may ask for the value's form.
   *
   * @param chars length of the text that the tree was read from
   * @throws CountedReference.TooMany when validation would cost too much
   */
  static List<Error> problems(Schema schema, JsonNode tree, int chars) {
    int most = REFERENCES + REFERENCES_PER_CHAR * chars;
    return schema.validate(tree, context -> CountedReference.allow(context, most)).stream()
        .filter(error -> !replaced(error))
        .toList();
  }

  private static boolean replaced(Error error) {
    JsonNode value = error.getInstanceNode();
    String name = error.getProperty();
    return value != null && value.isTextual() && Detectors.replaced(value.textValue())
        || name != null && Detectors.replaced(name);
  }

  private Optional<Schema> compiled(String text) {
    if (text.length() > MAX_CHARS) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(text);
      if (!problems(metaSchema, node, text.length()).isEmpty()) {
        return Optional.empty();
      }
      Schema schema = registry.getSchema(node);
      schema.initializeValidators();
      problems(schema, NullNode.getInstance(), 1);
      return Optional.of(schema);
    } catch (JsonProcessingException | RuntimeException | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static RegularExpression pattern(String regex) {
    if (regex.length() > MAX_PATTERN_CHARS || PatternSize.of(regex) > MAX_PATTERN_ATOMS) {
      throw new IllegalArgumentException("pattern too large");
    }
    Pattern pattern = Pattern.compile(regex);
    return value -> pattern.matcher(value).find();
  }
}
