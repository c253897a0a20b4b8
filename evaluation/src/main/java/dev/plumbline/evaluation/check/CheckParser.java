package dev.plumbline.evaluation.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code checks.yaml}: a list of check ids, each with its parameters. */
final class CheckParser {
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          EmptyAnswerCheck.ID, Set.of(),
          RefusalCheck.ID, Set.of(),
          JsonSchemaCheck.ID, Set.of("schemas"),
          GroundingCheck.ID, Set.of("threshold"));

  private CheckParser() {}

  static List<Check> parse(String yaml) {
    List<String> problems = new ArrayList<>();
    JsonNode root = tree(yaml);
    root.fieldNames()
        .forEachRemaining(
            key -> {
              if (!key.equals("checks")) {
                problems.add(key + ": unknown key, expected checks");
              }
            });
    List<Check> checks = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    if (!root.path("checks").isArray()) {
      problems.add("checks: found nothing, expected a list of checks");
    }
    for (JsonNode node : root.path("checks")) {
      String id = node.path("id").asText();
      Set<String> allowed = PARAMETERS.get(id);
      if (allowed == null) {
        problems.add(
            "checks: unknown check \""
                + id
                + "\", expected one of "
                + PARAMETERS.keySet().stream().sorted().toList());
        continue;
      }
      if (!seen.add(id)) {
        problems.add("checks: " + id + " appears twice");
      }
      node.fieldNames()
          .forEachRemaining(
              key -> {
                if (!key.equals("id") && !allowed.contains(key)) {
                  problems.add(
                      "checks."
                          + id
                          + "."
                          + key
                          + ": unknown parameter, expected "
                          + (allowed.isEmpty() ? "none" : allowed.stream().sorted().toList()));
                }
              });
      add(checks, id, node, problems);
    }
    if (!problems.isEmpty()) {
      throw new CheckConfigException(problems);
    }
    return checks;
  }

  private static void add(List<Check> checks, String id, JsonNode node, List<String> problems) {
    switch (id) {
      case EmptyAnswerCheck.ID -> checks.add(new EmptyAnswerCheck());
      case RefusalCheck.ID -> checks.add(new RefusalCheck());
      case JsonSchemaCheck.ID -> {
        Map<String, String> schemas = new HashMap<>();
        node.path("schemas")
            .fields()
            .forEachRemaining(e -> schemas.put(e.getKey(), e.getValue().toString()));
        try {
          checks.add(new JsonSchemaCheck(schemas));
        } catch (IllegalArgumentException e) {
          problems.add("checks.json-schema.schemas: " + e.getMessage());
        }
      }
      default -> {
        JsonNode threshold = node.path("threshold");
        double value =
            threshold.isMissingNode() ? GroundingCheck.DEFAULT_THRESHOLD : threshold.asDouble(-1);
        if (value <= 0 || value > 1) {
          problems.add(
              "checks.grounding.threshold: found "
                  + threshold
                  + ", expected more than 0, at most 1");
        } else {
          checks.add(new GroundingCheck(value));
        }
      }
    }
  }

  private static JsonNode tree(String yaml) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(yaml);
    } catch (JsonProcessingException e) {
      throw new CheckConfigException(
          List.of("line " + e.getLocation().getLineNr() + ": not YAML: " + e.getOriginalMessage()));
    }
  }
}
