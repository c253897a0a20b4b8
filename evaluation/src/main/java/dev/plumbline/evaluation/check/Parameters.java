package dev.plumbline.evaluation.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.plumbline.evaluation.config.Nearest;
import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.redaction.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads the parameters of one check; what is wrong with them is noted where it stands. */
final class Parameters {
  private static final int MAX_PATTERN_CHARS = 2_000;
  private static final int MAX_PATTERN_ATOMS = 5_000;
  private static final long LARGEST = 1_000_000_000;

  private final YamlValue check;

  Parameters(YamlValue check) {
    this.check = check;
  }

  /** A share above 0, at most 1. */
  Optional<Double> share(String key, double byDefault) {
    Optional<YamlValue> given = check.get(key);
    double share = given.map(YamlValue::number).orElse(byDefault);
    if (share > 0 && share <= 1) {
      return Optional.of(share);
    }
    given.ifPresent(
        v -> v.problem("found " + v.shown() + ", expected a number above 0, at most 1"));
    return Optional.empty();
  }

  /** A whole number in a range. */
  Optional<Integer> count(String key, int byDefault, int least, int most) {
    Optional<YamlValue> given = check.get(key);
    double count = given.map(YamlValue::number).orElse((double) byDefault);
    if (count >= least && count <= most && count == Math.rint(count)) {
      return Optional.of((int) count);
    }
    given.ifPresent(
        v ->
            v.problem(
                "found " + v.shown() + ", expected a whole number from " + least + " to " + most));
    return Optional.empty();
  }

  /** True or false. */
  Optional<Boolean> flag(String key) {
    Optional<YamlValue> given = check.get(key);
    String word = given.flatMap(YamlValue::scalar).orElse(given.isPresent() ? "" : "false");
    if (word.equals("true") || word.equals("false")) {
      return Optional.of(word.equals("true"));
    }
    given.ifPresent(v -> v.problem("found " + v.shown() + ", expected true or false"));
    return Optional.empty();
  }

  /** Budgets of figures, at least one. */
  Optional<Map<LimitCheck.Figure, Long>> limits(LimitCheck.Figure... figures) {
    Map<LimitCheck.Figure, Long> limits = new EnumMap<>(LimitCheck.Figure.class);
    boolean wrong = false;
    for (LimitCheck.Figure figure : figures) {
      Optional<YamlValue> given = check.get(figure.parameter());
      if (given.isPresent()) {
        double limit = given.get().number();
        if (limit > 0 && limit <= LARGEST && limit == Math.rint(limit)) {
          limits.put(figure, (long) limit);
        } else {
          wrong = true;
          given.get().problem("found " + given.get().shown() + ", expected a whole number above 0");
        }
      }
    }
    if (limits.isEmpty() && !wrong) {
      check.problem(
          "found no budget, expected "
              + Arrays.stream(figures)
                  .map(LimitCheck.Figure::parameter)
                  .collect(Collectors.joining(" or ")));
    }
    return limits.isEmpty() || wrong ? Optional.empty() : Optional.of(limits);
  }

  /** Kinds of values; all of them when the file names none. */
  Optional<Set<Kind>> kinds(Set<Kind> all) {
    if (check.get("kinds").isEmpty()) {
      return Optional.of(all);
    }
    Map<String, Kind> words = all.stream().collect(Collectors.toMap(Kind::word, kind -> kind));
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (YamlValue item : check.items("kinds", "a list of kinds")) {
      Kind kind = words.get(item.shown());
      if (kind == null) {
        item.problem("found " + item.shown() + Nearest.hint(item.shown(), words.keySet()));
      } else {
        kinds.add(kind);
      }
    }
    return kinds.isEmpty() ? Optional.empty() : Optional.of(kinds);
  }

  /** The rules of a form, at least one. */
  Optional<FormatRules> format() {
    boolean any = FormatRules.PARAMETERS.stream().anyMatch(key -> check.get(key).isPresent());
    if (!any) {
      check.problem(
          "found no rule, expected at least one of " + String.join(", ", FormatRules.PARAMETERS));
    }
    Optional<List<Pattern>> must = patterns("mustMatch");
    Optional<List<Pattern>> mustNot = patterns("mustNotMatch");
    Optional<Integer> min = count("minChars", 0, 0, Integer.MAX_VALUE);
    Optional<Integer> max = count("maxChars", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
    Optional<YamlValue> language = check.get("language");
    Collection<String> languages = new ArrayList<>(Languages.known());
    languages.add(FormatRules.AS_QUESTION);
    boolean spoken = language.isEmpty() || languages.contains(language.get().shown());
    if (!spoken) {
      language
          .get()
          .problem(
              "found " + language.get().shown() + Nearest.hint(language.get().shown(), languages));
    }
    if (!any || !spoken || must.isEmpty() || mustNot.isEmpty() || min.isEmpty() || max.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FormatRules(
            must.get(),
            mustNot.get(),
            texts("mustContain"),
            texts("mustNotContain"),
            min.get(),
            max.get(),
            language.map(YamlValue::shown).orElse(null)));
  }

  /** Route to schema text. */
  Map<String, String> schemas() {
    Map<String, String> schemas = new TreeMap<>();
    check
        .get("schemas")
        .ifPresent(
            given -> {
              if (given.members().isEmpty()) {
                given.problem("found " + given.shown() + ", expected a schema for each route");
              }
              given
                  .members()
                  .forEach((route, value) -> usable(value).ifPresent(s -> schemas.put(route, s)));
            });
    return schemas;
  }

  /** The schema of an own check. */
  Optional<String> schema() {
    return check.get("schema").flatMap(Parameters::usable);
  }

  private static Optional<String> usable(YamlValue schema) {
    String text = schema.json().toString();
    if (new JsonSchemas().of(text).isPresent()) {
      return Optional.of(text);
    }
    schema.problem(
        "found no usable JSON Schema, expected draft 2020-12 without references to elsewhere or"
            + " look-around in patterns");
    return Optional.empty();
  }

  private List<String> texts(String key) {
    if (check.get(key).isEmpty()) {
      return List.of();
    }
    return check.items(key, "a list of texts").stream()
        .flatMap(item -> item.scalar().filter(text -> !text.isEmpty()).stream())
        .toList();
  }

  private Optional<List<Pattern>> patterns(String key) {
    if (check.get(key).isEmpty()) {
      return Optional.of(List.of());
    }
    List<Pattern> patterns = new ArrayList<>();
    boolean wrong = false;
    for (YamlValue item : check.items(key, "a list of patterns")) {
      String regex = item.scalar().orElse("");
      try {
        if (regex.isEmpty()
            || regex.length() > MAX_PATTERN_CHARS
            || PatternSize.of(regex) > MAX_PATTERN_ATOMS) {
          throw new PatternSyntaxException("empty or too large", regex);
        }
        patterns.add(Pattern.compile(regex));
      } catch (PatternSyntaxException e) {
        wrong = true;
        item.problem(
            "found " + item.shown() + " (" + e.getDescription() + "), expected a pattern of RE2");
      }
    }
    return wrong ? Optional.empty() : Optional.of(patterns);
  }
}
