package dev.plumbline.evaluation.check;

import static dev.plumbline.evaluation.check.Interactions.answering;
import static dev.plumbline.evaluation.check.Outcomes.scored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.v1.FinishReason;
import dev.plumbline.v1.Interaction;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaCheckTest {
  private static final String DAYS =
      "{\"type\":\"object\",\"properties\":{\"days\":{\"type\":\"integer\"}},\"required\":[\"days\"]}";

  /** Validates both branches at every level: 2^depth steps without a bound. */
  private static final String DOUBLING =
      "{\"$defs\":{\"a\":{\"anyOf\":[{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/a\"}},"
          + "{\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/a\"}}]}},\"$ref\":\"#/$defs/a\"}";

  private final JsonSchemaCheck check = new JsonSchemaCheck(Map.of());

  @Test
  void fitsTheAnswerToTheSchemaThatTheRequestAskedFor() {
    assertThat(scored(check.evaluate(asked(DAYS, "{\"days\": 30}"))).pass()).isTrue();
    assertThat(scored(check.evaluate(asked(DAYS, "{\"days\": \"30\"}"))).label())
        .isEqualTo("schema");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"days\": 30", "{\"days\": 30} as you asked", "30 days", "```json\n{}\n```"})
  void failsWhatIsNotOneJsonValue(String answer) {
    assertThat(scored(check.evaluate(asked(DAYS, answer))).label()).isEqualTo("not_json");
  }

  @Test
  void pointsAtTheCharacterOfTheAnswerWhereJsonBreaks() {
    var evidence = scored(check.evaluate(asked(DAYS, "   {\"a\": ?}"))).evidence().getFirst();
    assertThat(evidence.getStart()).isEqualTo(9);
  }

  @Test
  void putsTheSchemaOfTheRouteBeforeTheRequests() {
    JsonSchemaCheck strict = new JsonSchemaCheck(Map.of("refunds", "{\"type\":\"array\"}"));
    assertThat(scored(strict.evaluate(asked(DAYS, "{\"days\": 30}"))).pass()).isFalse();
    assertThat(strict.version()).isNotEqualTo(check.version());
  }

  @Test
  void asksOnlyWhereJsonIsExpectedAndThereIsAnAnswer() {
    assertThat(check.evaluate(answering("thirty").build()))
        .isEqualTo(new CheckOutcome.NotApplicable("json_not_expected"));
    assertThat(check.evaluate(asked(DAYS, " ")))
        .isEqualTo(new CheckOutcome.NotApplicable("empty_answer"));
    assertThat(
            check.evaluate(
                asked(DAYS, "").toBuilder().addFinishReasons(FinishReason.TOOL_CALL).build()))
        .isEqualTo(new CheckOutcome.NotApplicable("tool_calls_only"));
    assertThat(scored(check.evaluate(answering("3").setOutputType("json").build())).pass())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no schema",
        "\"text\"",
        "{\"type\": \"nonsense\"}",
        "{\"$ref\": \"http://127.0.0.1:1/schema.json\"}",
        "{\"$ref\": \"file:///etc/hostname\"}",
        "{\"$ref\": \"classpath:schema.json\"}",
        "{\"$ref\": \"#\"}",
        "{\"properties\": {\"a\": {\"$ref\": \"file:///etc/hostname\"}}}",
        "{\"properties\": {\"a\": {\"pattern\": \"(?=x)x\"}}}",
        "{\"pattern\": \"(?=x)x\"}",
        "{\"pattern\": \"((a{1000}){1000}){1000}\"}"
      })
  void leavesOutASchemaThatCannotBeUsedAndSaysSo(String schema) {
    assertThat(scored(check.evaluate(asked(schema, "{}"))).label()).isEqualTo("schema_not_used");
    assertThatThrownBy(() -> new JsonSchemaCheck(Map.of("setup", schema)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("setup");
  }

  @Test
  void givesUpASchemaThatWouldTakeForever() {
    String deep = "[".repeat(40) + "1" + "]".repeat(40);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThat(check.evaluate(asked(DOUBLING, deep)))
                .isEqualTo(new CheckOutcome.Failed("schema_too_costly")));
    String draft7 =
        DOUBLING.replaceFirst("\\{", "{\"\\$schema\":\"http://json-schema.org/draft-07/schema#\",");
    assertThat(check.evaluate(asked(draft7, deep)))
        .isEqualTo(new CheckOutcome.Failed("schema_too_costly"));
  }

  @Test
  void validatesALongAnswerThatFollowsOneReferencePerValue() {
    String schema = "{\"$defs\":{\"n\":{\"type\":\"integer\"}},\"items\":{\"$ref\":\"#/$defs/n\"}}";
    String numbers = "[" + "1,".repeat(20_000) + "1]";
    assertThat(scored(check.evaluate(asked(schema, numbers))).pass()).isTrue();
  }

  @Test
  void matchesHostilePatternsInLinearTime() {
    String schema = "{\"pattern\": \"(.*a){18}x\"}";
    String answer = "\"" + "a".repeat(60) + "\"";
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(scored(check.evaluate(asked(schema, answer))).pass()).isFalse());
  }

  @Test
  void keepsTheSchemasUsedLast() {
    JsonSchemas schemas = new JsonSchemas();
    var first = schemas.of("{\"title\": \"0\"}");
    for (int i = 1; i < 256; i++) {
      var _ = schemas.of("{\"title\": \"" + i + "\"}");
    }
    assertThat(schemas.of("{\"title\": \"0\"}").orElseThrow()).isSameAs(first.orElseThrow());
    for (int i = 1; i <= 256; i++) {
      var _ = schemas.of("{\"title\": \"later " + i + "\"}");
    }
    assertThat(schemas.of("{\"title\": \"0\"}").orElseThrow()).isNotSameAs(first.orElseThrow());
  }

  private static Interaction asked(String schema, String answer) {
    return answering(answer).setResponseSchema(schema).build();
  }
}
