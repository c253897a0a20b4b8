package dev.plumbline.evaluation.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Evidence;
import dev.plumbline.v1.Interaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Whether an answer that must be JSON is JSON and fits its schema. The schema is the one configured
 * for the route, else the one that the request asked the model for. NOT_APPLICABLE where nobody
 * asked for JSON. FAIL labels: {@code not_json}, {@code schema}. Known limit: a schema that is
 * itself invalid is ignored when it came with the request, and stops the start when configured.
 */
final class JsonSchemaCheck implements Check {
  static final String ID = "json-schema";
  private static final int MAX_CACHED = 256;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private final Map<String, Schema> byRoute = new HashMap<>();
  private final Map<String, Optional<Schema>> byText = new HashMap<>();
  private final String version;

  /**
   * A check with the operator's schemas.
   *
   * @param schemas route to JSON Schema text
   */
  JsonSchemaCheck(Map<String, String> schemas) {
    schemas.forEach(
        (route, text) ->
            byRoute.put(
                route,
                compile(text)
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException("not a JSON Schema for route " + route))));
    version =
        schemas.isEmpty()
            ? "1.0.0"
            : "1.0.0+"
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
  public CheckOutcome evaluate(Interaction interaction) {
    Optional<Schema> schema = schema(interaction);
    if (schema.isEmpty() && !interaction.getOutputType().equals("json")) {
      return new CheckOutcome.NotApplicable("json_not_expected");
    }
    return Answers.unavailable(interaction).orElseGet(() -> look(interaction, schema));
  }

  private static CheckOutcome look(Interaction interaction, Optional<Schema> schema) {
    String answer = interaction.getAnswer().strip();
    if (answer.isEmpty()) {
      return new CheckOutcome.NotApplicable(
          Answers.callsTools(interaction) ? "tool_calls_only" : "empty_answer");
    }
    JsonNode tree;
    try {
      tree = JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      int at = e.getLocation() == null ? 0 : (int) e.getLocation().getCharOffset();
      at = Math.clamp(at, 0, answer.length() - 1);
      return failed(
          "not_json",
          List.of(
              Evidence.newBuilder()
                  .setStart(at)
                  .setEnd(at + 1)
                  .setNote("JSON ends or breaks here")
                  .build()));
    }
    List<Evidence> problems =
        schema.map(s -> s.validate(tree)).orElse(List.of()).stream()
            .limit(5)
            .map(JsonSchemaCheck::evidence)
            .toList();
    return problems.isEmpty()
        ? new CheckOutcome.Scored(true, 1, "", List.of())
        : failed("schema", problems);
  }

  private static CheckOutcome failed(String label, List<Evidence> evidence) {
    return new CheckOutcome.Scored(false, 0, label, evidence);
  }

  private static Evidence evidence(Error error) {
    return Evidence.newBuilder()
        .setNote(error.getInstanceLocation() + ": " + error.getMessage())
        .build();
  }

  private synchronized Optional<Schema> schema(Interaction interaction) {
    Schema configured = byRoute.get(interaction.getRoute());
    if (configured != null) {
      return Optional.of(configured);
    }
    String asked = interaction.getResponseSchema();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    if (byText.size() >= MAX_CACHED) {
      byText.clear();
    }
    return byText.computeIfAbsent(asked, this::compile);
  }

  private Optional<Schema> compile(String text) {
    try {
      return Optional.of(registry.getSchema(JSON.readTree(text)));
    } catch (JsonProcessingException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
