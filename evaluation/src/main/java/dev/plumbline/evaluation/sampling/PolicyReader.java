package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.sampling.Condition.About;
import dev.plumbline.evaluation.sampling.SamplingPolicy.Rubric;
import dev.plumbline.evaluation.sampling.SamplingPolicy.Stratum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads a policy's YAML; what is wrong is noted in the values' list of problems. */
final class PolicyReader {
  private static final String AUTO = "auto";

  private PolicyReader() {}

  /**
   * Reads a policy.
   *
   * @param known notes what an evaluator asks for and is not there
   * @param settings hash of what its judge and rubric are made of; empty where that is not known
   */
  static SamplingPolicy read(
      String yaml, BiConsumer<YamlValue, Rubric> known, Function<Rubric, String> settings) {
    List<String> problems = new ArrayList<>();
    YamlValue root = YamlValue.document(yaml, problems);
    if (!problems.isEmpty()) {
      // What is no YAML would only be told again, as keys that are missing.
      throw new PolicyException(problems);
    }
    root.only(List.of("salt", "saltEpoch", "budget", "floors", "evaluators"));
    String salt = root.text("salt");
    String saltEpoch = root.text("saltEpoch");
    Budget budget = Budget.read(root);
    Floors floors = Floors.read(root);
    List<Rubric> rubrics = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlValue item : root.list("evaluators", "a list of rubrics, [] for no judge")) {
      Rubric rubric = rubric(item, budget);
      if (!rubric.id().isEmpty() && !seen.add(rubric.id())) {
        item.problem("found rubric " + rubric.id() + " a second time");
      }
      known.accept(item, rubric);
      rubrics.add(rubric);
    }
    boolean auto =
        rubrics.stream()
            .flatMap(rubric -> rubric.strata().stream())
            .anyMatch(stratum -> stratum.rate().isEmpty());
    if (floors.judgedPerHour() > 0 && !auto) {
      root.get("floors")
          .ifPresent(
              given ->
                  given.problem(
                      "found floors, expected rate: auto somewhere: they raise no other"));
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    Map<String, String> judgeSettings = new TreeMap<>();
    rubrics.forEach(rubric -> judgeSettings.put(rubric.id(), settings.apply(rubric)));
    judgeSettings.values().removeIf(String::isEmpty);
    return new SamplingPolicy(
        yaml, salt, saltEpoch, budget, floors, List.copyOf(rubrics), judgeSettings);
  }

  private static Rubric rubric(YamlValue item, Budget budget) {
    item.only(
        List.of(
            "rubric",
            "version",
            "judge",
            "criteria",
            "eligible",
            "usdPerCall",
            "audit",
            "informative",
            "strata"));
    String id = item.text("rubric");
    YamlValue named = id.isEmpty() ? item : item.named("evaluators." + id);
    return new Rubric(
        id,
        named.text("version"),
        named.text("judge"),
        criteria(named),
        eligible(named),
        usdPerCall(named, budget),
        strata(named, budget),
        InformativeRule.read(named));
  }

  private static List<String> criteria(YamlValue rubric) {
    List<String> criteria = new ArrayList<>();
    for (YamlValue item : rubric.items("criteria", "the ids of the rubric's criteria")) {
      String id = item.scalar().orElse("");
      if (id.isBlank() || criteria.contains(id)) {
        item.problem("found " + item.shown() + ", expected the id of another criterion");
      }
      criteria.add(id);
    }
    return List.copyOf(criteria);
  }

  /** Until calls have been paid for, money can only be planned by what a call is said to cost. */
  private static double usdPerCall(YamlValue rubric, Budget budget) {
    Optional<YamlValue> given = rubric.get("usdPerCall");
    if (given.isEmpty() && budget.hasMoney()) {
      rubric.problem(
          "found no usdPerCall, expected what a call costs, for the time before the first verdicts"
              + " tell: budget.usdPerDay is set");
    }
    return given.map(value -> Budget.positive(value, "dollars, a number above 0")).orElse(0.0);
  }

  private static List<Stratum> strata(YamlValue rubric, Budget budget) {
    AuditShares audit = AuditShares.read(rubric).orElse(AuditShares.NOBODY);
    List<YamlValue> items = rubric.items("strata", "a list of strata");
    List<Stratum> strata = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      YamlValue item = items.get(i);
      item.only(List.of("name", "when", "rate", "audit"));
      String name = item.text("name");
      if (!name.isEmpty() && !names.add(name)) {
        item.problem("found stratum " + name + " a second time");
      }
      boolean last = i == items.size() - 1;
      Optional<YamlValue> when = item.get("when");
      if (last && when.isPresent()) {
        when.get().problem("found a condition, expected none: the last stratum takes all the rest");
      } else if (!last && when.isEmpty()) {
        item.problem("found no when, expected a condition: only the last stratum goes without");
      }
      boolean late =
          when.flatMap(YamlValue::scalar)
              .filter(text -> !Condition.compiles(text, About.ANSWER))
              .isPresent();
      strata.add(
          new Stratum(
              name,
              condition(when, About.ANSWER_AND_USERS),
              late,
              rate(item, budget),
              AuditShares.read(item).orElse(audit)));
    }
    return List.copyOf(strata);
  }

  /** The rate; empty for one that the plan finds. */
  private static OptionalDouble rate(YamlValue stratum, Budget budget) {
    Optional<YamlValue> given = stratum.get("rate");
    if (given.flatMap(YamlValue::scalar).filter(AUTO::equals).isPresent()) {
      if (budget.isNone()) {
        given.get().problem("found auto, expected a budget at the top of the file to spend");
      }
      return OptionalDouble.empty();
    }
    double rate = given.map(YamlValue::number).orElse(Double.NaN);
    if (!(rate >= SamplingPolicy.FLOOR && rate <= 1)) {
      given
          .orElse(stratum)
          .problem(
              "found "
                  + given.map(YamlValue::shown).orElse("no rate")
                  + ", expected a rate from "
                  + SamplingPolicy.FLOOR
                  + " to 1, or auto");
    }
    return OptionalDouble.of(rate);
  }

  /** Who is in the population is settled once; what users do later may only raise a chance. */
  private static Optional<Condition> eligible(YamlValue rubric) {
    Optional<YamlValue> given = rubric.get("eligible");
    String text = given.flatMap(YamlValue::scalar).orElse("");
    if (given.isPresent()
        && !Condition.compiles(text, About.ANSWER)
        && Condition.compiles(text, About.ANSWER_AND_USERS)) {
      given
          .get()
          .problem(
              "found a condition on what users do later, expected one on the answer alone: only"
                  + " strata and informative rules may ask for that");
      return Optional.empty();
    }
    return condition(given, About.ANSWER);
  }

  private static Optional<Condition> condition(Optional<YamlValue> given, About about) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Condition.compile(given.get().scalar().orElse(""), about));
    } catch (IllegalArgumentException e) {
      given.get().problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
