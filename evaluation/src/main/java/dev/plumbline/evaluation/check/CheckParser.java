package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.config.Nearest;
import dev.plumbline.evaluation.config.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads {@code checks.yaml}: a list of check ids, each with its parameters. */
final class CheckParser {
  /** Parameters of every check there is. */
  static final Map<String, List<String>> PARAMETERS =
      Map.of(
          EmptyAnswerCheck.ID, List.of(),
          RefusalCheck.ID, List.of(),
          JsonSchemaCheck.ID, List.of("schemas"),
          GroundingCheck.ID, List.of("threshold"));

  private CheckParser() {}

  static List<Check> parse(String yaml) {
    List<String> problems = new ArrayList<>();
    YamlValue root = YamlValue.document(yaml, problems);
    root.only(List.of("checks"));
    List<Check> checks = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlValue item : root.items("checks", "a list of checks")) {
      String id = item.text("id");
      if (id.isEmpty()) {
        continue;
      }
      YamlValue named = item.named("checks." + id);
      if (!seen.add(id)) {
        named.problem("found a second time");
      }
      check(id, named).ifPresent(checks::add);
    }
    if (!problems.isEmpty()) {
      throw new CheckConfigException(problems);
    }
    return checks;
  }

  private static Optional<Check> check(String id, YamlValue value) {
    List<String> parameters = PARAMETERS.get(id);
    if (parameters == null) {
      value.problem("unknown check" + Nearest.hint(id, PARAMETERS.keySet()));
      return Optional.empty();
    }
    List<String> keys = new ArrayList<>(parameters);
    keys.add("id");
    value.only(keys);
    return switch (id) {
      case EmptyAnswerCheck.ID -> Optional.of(new EmptyAnswerCheck());
      case RefusalCheck.ID -> Optional.of(new RefusalCheck());
      case JsonSchemaCheck.ID -> jsonSchema(value);
      case GroundingCheck.ID -> grounding(value);
      default -> throw new IllegalStateException("no constructor for check " + id);
    };
  }

  private static Optional<Check> jsonSchema(YamlValue value) {
    Map<String, String> schemas = new TreeMap<>();
    value
        .get("schemas")
        .ifPresent(
            given -> {
              if (given.members().isEmpty()) {
                given.problem("found " + given.shown() + ", expected a schema for each route");
              }
              given
                  .members()
                  .forEach(
                      (route, schema) -> {
                        String text = schema.json().toString();
                        if (new JsonSchemas().of(text).isEmpty()) {
                          schema.problem(
                              "found no usable JSON Schema, expected draft 2020-12 without"
                                  + " references to elsewhere or look-around in patterns");
                        } else {
                          schemas.put(route, text);
                        }
                      });
            });
    return Optional.of(new JsonSchemaCheck(schemas));
  }

  private static Optional<Check> grounding(YamlValue value) {
    Optional<YamlValue> given = value.get("threshold");
    double threshold = given.map(YamlValue::number).orElse(GroundingCheck.DEFAULT_THRESHOLD);
    if (!(threshold > 0 && threshold <= 1)) {
      given.ifPresent(
          v -> v.problem("found " + v.shown() + ", expected a number above 0, at most 1"));
      return Optional.empty();
    }
    return Optional.of(new GroundingCheck(threshold));
  }
}
