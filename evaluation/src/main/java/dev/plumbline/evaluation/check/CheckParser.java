package dev.plumbline.evaluation.check;

import dev.plumbline.evaluation.config.Nearest;
import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.redaction.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads {@code checks.yaml}: a list of check ids, each with its parameters and the condition {@code
 * when} it applies. An id of one's own has the key that defines it: {@code cel}, {@code schema}, or
 * those of {@code format}.
 */
final class CheckParser {
  private static final String WHEN = "when";
  private static final String CEL = "cel";
  private static final String SCHEMA = "schema";
  private static final int LONGEST_ID = 64;
  private static final Map<String, BuiltIn> BUILT_IN =
      Arrays.stream(BuiltIn.values()).collect(Collectors.toMap(BuiltIn::id, Function.identity()));

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
      check(id, named).flatMap(check -> conditional(check, named)).ifPresent(checks::add);
    }
    if (!problems.isEmpty()) {
      throw new CheckConfigException(problems);
    }
    return checks;
  }

  private static Optional<Check> check(String id, YamlValue value) {
    BuiltIn builtIn = BUILT_IN.get(id);
    if (builtIn == null) {
      return own(id, value);
    }
    only(value, builtIn.parameters());
    return builtIn(builtIn, new Parameters(value));
  }

  private static Optional<Check> builtIn(BuiltIn builtIn, Parameters given) {
    return switch (builtIn) {
      case EMPTY_ANSWER -> Optional.of(new EmptyAnswerCheck());
      case REFUSAL -> Optional.of(new RefusalCheck());
      case TRUNCATED -> Optional.of(new TruncatedCheck());
      case ERROR -> Optional.of(new ErrorCheck());
      case JSON_SCHEMA -> Optional.of(new JsonSchemaCheck(given.schemas()));
      case FORMAT -> given.format().map(rules -> new FormatCheck(FormatCheck.ID, rules));
      case CITATIONS -> citations(given);
      case GROUNDING ->
          given.share("threshold", GroundingCheck.DEFAULT_THRESHOLD).map(GroundingCheck::new);
      case TOOL_CALLS -> Optional.of(new ToolCallsCheck());
      case REPETITION -> Optional.of(new RepetitionCheck());
      case PROMPT_LEAK ->
          given.count("words", PromptLeakCheck.DEFAULT_WORDS, 4, 100).map(PromptLeakCheck::new);
      case PERSONAL_DATA -> given.kinds(Kind.PERSONAL).map(LeakCheck::personalData);
      case SECRETS -> given.kinds(Kind.SECRET).map(LeakCheck::secrets);
      case LATENCY -> limits(builtIn, given, LimitCheck.Figure.LATENCY);
      case TIME_TO_FIRST_TOKEN -> limits(builtIn, given, LimitCheck.Figure.FIRST_TOKEN);
      case TOKEN_BUDGET ->
          limits(
              builtIn,
              given,
              LimitCheck.Figure.INPUT,
              LimitCheck.Figure.OUTPUT,
              LimitCheck.Figure.TOTAL);
    };
  }

  private static Optional<Check> citations(Parameters given) {
    Optional<Double> coverage = given.share("coverage", CitationsCheck.DEFAULT_COVERAGE);
    Optional<Boolean> required = given.flag("required");
    return coverage.flatMap(share -> required.map(must -> new CitationsCheck(share, must)));
  }

  private static Optional<Check> limits(
      BuiltIn builtIn, Parameters given, LimitCheck.Figure... figures) {
    return given.limits(figures).map(limits -> new LimitCheck(builtIn.id(), limits));
  }

  /** A check of the user's own, known by the key that defines it. */
  private static Optional<Check> own(String id, YamlValue value) {
    Parameters given = new Parameters(value);
    boolean format = FormatRules.PARAMETERS.stream().anyMatch(key -> value.get(key).isPresent());
    if (!format && value.get(CEL).isEmpty() && value.get(SCHEMA).isEmpty()) {
      value.problem(
          "unknown check"
              + Nearest.hint(id, BUILT_IN.keySet())
              + " (a check of your own has cel, schema, or the rules of format)");
      return Optional.empty();
    }
    if (!named(id)) {
      value.problem("expected an id of lower-case letters, digits and dashes, at most 64");
      return Optional.empty();
    }
    if (value.get(CEL).isPresent()) {
      only(value, List.of(CEL));
      return expression(value.get(CEL).get(), text -> new ExpressionCheck(id, text));
    }
    if (value.get(SCHEMA).isPresent()) {
      only(value, List.of(SCHEMA));
      return given.schema().map(schema -> new JsonSchemaCheck(id, schema));
    }
    only(value, FormatRules.PARAMETERS);
    return given.format().map(rules -> new FormatCheck(id, rules));
  }

  private static Optional<Check> conditional(Check check, YamlValue value) {
    return value
        .get(WHEN)
        .map(when -> expression(when, text -> new ConditionalCheck(check, text)))
        .orElse(Optional.of(check));
  }

  private static Optional<Check> expression(YamlValue value, Function<String, Check> check) {
    try {
      return Optional.of(check.apply(value.scalar().orElse("")));
    } catch (IllegalArgumentException e) {
      value.problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static void only(YamlValue value, List<String> parameters) {
    List<String> keys = new ArrayList<>(parameters);
    keys.add("id");
    keys.add(WHEN);
    value.only(keys);
  }

  private static boolean named(String id) {
    return id.length() <= LONGEST_ID && id.matches("[a-z][a-z0-9-]*");
  }
}
