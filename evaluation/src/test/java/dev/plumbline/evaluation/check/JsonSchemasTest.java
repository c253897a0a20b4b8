package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import dev.plumbline.v1.Evidence;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which schemas are used, and what is said of an answer that does not fit one. */
class JsonSchemasTest {
  private static final int MOST_CHARS = 65_536;
  private static final int MOST_PATTERN_CHARS = 512;

  private final JsonSchemaCheck check = new JsonSchemaCheck(Map.of());
  private final JsonSchemas schemas = new JsonSchemas();

  @Test
  void areLeftOutAboveTheirBounds() {
    String open = "{\"title\":\"";
    String largest = open + "x".repeat(MOST_CHARS - open.length() - 2) + "\"}";
    assertThat(largest).hasSize(MOST_CHARS);
    assertThat(schemas.of(largest)).isPresent();
    assertThat(schemas.of(largest + " ")).isEmpty();
    assertThat(schemas.of(pattern("a".repeat(MOST_PATTERN_CHARS)))).isPresent();
    assertThat(schemas.of(pattern("a".repeat(MOST_PATTERN_CHARS + 1)))).isEmpty();
    assertThat(schemas.of(pattern("(a{99}){50}"))).as("5,000 atoms").isPresent();
    assertThat(schemas.of(pattern("(a{99}){50}b"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"to\": \"<email:kqhbmtrrpcdl>\"}|true",
        "{\"to\": \"nobody\"}|false",
        "{\"<email:kqhbmtrrpcdl>\": 1}|true",
        "{\"nobody\": 1}|false",
        "{\"to\": 5}|false"
      })
  void holdNothingAgainstAValueThatRedactionReplaced(String answer, boolean fits) {
    String schema =
        "{\"properties\":{\"to\":{\"type\":\"string\",\"pattern\":\"@\"}},"
            + "\"additionalProperties\":false}";
    assertThat(evaluate(schema, answer).pass()).isEqualTo(fits);
  }

  @Test
  void sayFiveThingsAtMostAndWhere() {
    String schema = "{\"items\":{\"type\":\"integer\"}}";
    assertThat(evaluate(schema, "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]").evidence())
        .hasSize(5)
        .extracting(Evidence::getNote)
        .first()
        .asString()
        .startsWith("/0: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"{\"a\": 1|6", "?|0", "{\"a\": ?}|6", "{} so|3"})
  void pointAtACharacterOfTheAnswer(String answer, int at) {
    Evidence evidence = evaluate("{}", answer).evidence().getFirst();
    assertThat(evidence.getStart()).isEqualTo(at);
    assertThat(evidence.getEnd()).isEqualTo(at + 1);
    assertThat(evidence.getNote()).isEqualTo("JSON ends or breaks here");
  }

  @Test
  void ofARouteAreForThatRouteOnly() {
    JsonSchemaCheck routed = new JsonSchemaCheck(Map.of("chat", "{\"type\":\"array\"}"));
    assertThat(scored(routed.evaluate(answering("{}").setRoute("chat").build())).pass()).isFalse();
    assertThat(routed.evaluate(answering("{}").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("json_not_expected"));
    assertThat(scored(routed.evaluate(answering("{}").setResponseSchema("{}").build())).label())
        .isEmpty();
  }

  @Test
  void areNamedInTheVersion() {
    assertThat(check.version()).isEqualTo("2.0.1");
    assertThat(new JsonSchemaCheck(Map.of("a", "{}")).version()).matches("2\\.0\\.1\\+[0-9a-f]{8}");
    assertThat(new JsonSchemaCheck("own", "{}").version()).matches("2\\.0\\.1\\+[0-9a-f]{8}");
    assertThat(new JsonSchemaCheck("own", "{}").id()).isEqualTo("own");
    assertThat(new JsonSchemaCheck(Map.of("a", "{}", "b", "{}")).version())
        .isEqualTo(new JsonSchemaCheck(Map.of("b", "{}", "a", "{}")).version())
        .isNotEqualTo(new JsonSchemaCheck(Map.of("a", "{}")).version());
  }

  @Test
  void thatRepeatThemselvesByADynamicReferenceAreGivenUpToo() {
    String both = "{\"type\":\"array\",\"items\":{\"$dynamicRef\":\"#a\"}}";
    String doubling = "{\"$dynamicAnchor\":\"a\",\"anyOf\":[" + both + "," + both + "]}";
    String deep = "[".repeat(25) + "1" + "]".repeat(25);
    assertThat(check.evaluate(answering(deep).setResponseSchema(doubling).build()))
        .isEqualTo(new CheckOutcome.Failed("schema_too_costly"));
  }

  @ParameterizedTest
  @CsvSource({"'[1,2,3]', true", "'[1,2,3,4]', false"})
  void followNoMoreReferencesThanAreAllowed(String answer, boolean allowed)
      throws JsonProcessingException {
    // Given
    String one = "{\"$defs\":{\"n\":{\"type\":\"integer\"}},\"items\":{\"$ref\":\"#/$defs/n\"}}";
    Schema schema = schemas.of(one).orElseThrow();
    JsonNode tree = JsonSchemas.tree(answer);
    // When
    Throwable thrown =
        catchThrowable(() -> schema.validate(tree, run -> CountedReference.allow(run, 3)));
    // Then
    assertThat(thrown == null).isEqualTo(allowed);
  }

  private static String pattern(String regex) {
    return "{\"pattern\":\"" + regex + "\"}";
  }

  private CheckOutcome.Scored evaluate(String schema, String answer) {
    return scored(check.evaluate(answering(answer).setResponseSchema(schema).build()));
  }
}
