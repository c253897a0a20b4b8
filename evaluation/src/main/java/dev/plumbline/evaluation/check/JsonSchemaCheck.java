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
  private static final int MAX_EVIDENCE = 5;

  private final JsonSchemas requested = new JsonSchemas();
  private final Map<String, Schema> configured = new TreeMap<>();
  private final String version;

  /**
   * A check with the operator's schemas.
   *
   * @param schemas route to JSON Schema text
   * @throws IllegalArgumentException naming the first route whose schema cannot be used
   */
  JsonSchemaCheck(Map<String, String> schemas) {
    JsonSchemas compiler = new JsonSchemas();
    schemas.forEach(
        (route, text) ->
            configured.put(
                route,
                compiler
                    .of(text)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                route + ": found no usable JSON Schema (draft 2020-12)"))));
    version =
        schemas.isEmpty()
            ? "2.0.0"
            : "2.0.0+"
                + InteractionIds.contentHash(new TreeMap<>(schemas).toString()).substring(0, 8);
  }

  @Override
  public String id() {
    return ID;
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
        configured.containsKey(interaction.getRoute())
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
    Schema ours = configured.get(interaction.getRoute());
    if (ours != null) {
      return Optional.of(ours);
    }
    String asked = interaction.getResponseSchema();
    return asked.isEmpty() ? Optional.empty() : requested.of(asked);
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
