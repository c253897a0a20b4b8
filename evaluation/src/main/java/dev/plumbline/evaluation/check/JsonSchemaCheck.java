package dev.plumbline.evaluation.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether an answer that must be JSON is JSON and fits its schema. The schema is the one configured
 * for the route, else the one that the request asked the model for. NOT_APPLICABLE where nobody
 * asked for JSON, or there is no answer. FAIL labels: {@code not_json}, {@code schema}. ERROR
 * {@code schema_too_costly} when validation would follow too many references.
 *
 * <p>Known limits: one JSON value and nothing else, so JSON in a Markdown fence fails; schemas are
 * read as draft 2020-12, formats are not asserted; a schema of the request that cannot be used (not
 * a schema, refers elsewhere, patterns with look-around) is left out, which PASS says as label
 * {@code schema_not_used}. Such a configured schema stops the start.
 */
final class JsonSchemaCheck implements Check {
  static final String ID = "json-schema";
  private static final String VERSION = "2.0.1";
  private static final int MAX_EVIDENCE = 5;

  private final String id;
  private final JsonSchemas requested = new JsonSchemas();
  private final Map<String, Schema> configured = new TreeMap<>();
  private final Optional<Schema> always;
  private final String version;

  /**
   * The built-in check with the operator's schemas.
   *
   * @param schemas route to JSON Schema text
   * @throws IllegalArgumentException naming the first route whose schema cannot be used
   */
  JsonSchemaCheck(Map<String, String> schemas) {
    id = ID;
    always = Optional.empty();
    schemas.forEach((route, text) -> configured.put(route, usable(route, text)));
    version =
        schemas.isEmpty()
            ? VERSION
            : VERSION
                + "+"
                + InteractionIds.contentHash(new TreeMap<>(schemas).toString()).substring(0, 8);
  }

  /**
   * An own check: every answer must fit the schema.
   *
   * @throws IllegalArgumentException when the schema cannot be used
   */
  JsonSchemaCheck(String id, String schema) {
    this.id = id;
    always = Optional.of(usable(id, schema));
    version = VERSION + "+" + InteractionIds.contentHash(schema).substring(0, 8);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Cost cost() {
    return Cost.ANSWER;
  }

  @Override
  public CheckOutcome evaluate(Reading reading) {
    Interaction interaction = reading.interaction();
    boolean expected =
        always.isPresent()
            || configured.containsKey(interaction.getRoute())
            || !interaction.getResponseSchema().isEmpty()
            || interaction.getOutputType().equals("json");
    if (!expected) {
      return new CheckOutcome.NotApplicable("json_not_expected");
    }
    CheckOutcome unavailable = reading.unavailable();
    return unavailable == null ? look(reading) : unavailable;
  }

  private CheckOutcome look(Reading reading) {
    Interaction interaction = reading.interaction();
    String answer = reading.answer();
    if (reading.blank()) {
      return new CheckOutcome.NotApplicable(
          Answers.callsTools(interaction) ? "tool_calls_only" : "empty_answer");
    }
    JsonNode tree;
    try {
      tree = JsonSchemas.tree(answer);
    } catch (JsonProcessingException e) {
      return failed("not_json", List.of(brokenAt(e, answer.length())));
    }
    Optional<Schema> schema = schema(interaction);
    try {
      List<Evidence> problems =
          schema.map(s -> JsonSchemas.problems(s, tree, answer.length())).orElse(List.of()).stream()
              .limit(MAX_EVIDENCE)
              .map(JsonSchemaCheck::evidence)
              .toList();
      boolean unused = schema.isEmpty() && !interaction.getResponseSchema().isEmpty();
      return problems.isEmpty()
          ? new CheckOutcome.Scored(true, 1, unused ? "schema_not_used" : "", List.of())
          : failed("schema", problems);
    } catch (CountedReference.TooMany e) {
      return new CheckOutcome.Failed("schema_too_costly");
    }
  }

  private Optional<Schema> schema(Interaction interaction) {
    Optional<Schema> ours =
        always.or(() -> Optional.ofNullable(configured.get(interaction.getRoute())));
    if (ours.isPresent()) {
      return ours;
    }
    String asked = interaction.getResponseSchema();
    return asked.isEmpty() ? Optional.empty() : requested.of(asked);
  }

  private static Schema usable(String name, String text) {
    return new JsonSchemas()
        .of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + ": found no usable JSON Schema (draft 2020-12)"));
  }

  private static CheckOutcome failed(String label, List<Evidence> evidence) {
    return new CheckOutcome.Scored(false, 0, label, evidence);
  }

  private static Evidence brokenAt(JsonProcessingException e, int length) {
    int at = e.getLocation() == null ? 0 : (int) e.getLocation().getCharOffset();
    int start = Math.clamp(at, 0, length - 1);
    return Evidence.newBuilder()
        .setStart(start)
        .setEnd(start + 1)
        .setNote("JSON ends or breaks here")
        .build();
  }

  private static Evidence evidence(Error error) {
    return Evidence.newBuilder()
        .setNote(error.getInstanceLocation() + ": " + error.getMessage())
        .build();
  }
}
