package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.StratumRate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** The sampling policy that an operator writes: which interactions a judge is asked about. */
public final class SamplingPolicy {
  /** No eligible interaction may have a smaller chance: its weight would be above 200. */
  public static final double FLOOR = 0.005;

  private static final int HASH_CHARS = 16;

  private final String text;
  private final String salt;
  private final String saltEpoch;
  private final List<Rubric> rubrics;

  private SamplingPolicy(String text, String salt, String saltEpoch, List<Rubric> rubrics) {
    this.text = text;
    this.salt = salt;
    this.saltEpoch = saltEpoch;
    this.rubrics = rubrics;
  }

  /** One evaluator: a rubric, the judge that answers it, and at which rates. */
  record Rubric(
      String id,
      String version,
      String judge,
      List<String> criteria,
      Optional<Condition> eligible,
      List<Stratum> strata) {}

  /** A class of interactions with one rate; without a condition it takes all that are left. */
  record Stratum(String name, Optional<Condition> when, double rate) {}

  /**
   * Parses and validates the policy's YAML text.
   *
   * @throws PolicyException naming every problem with its line and what was expected
   */
  public static SamplingPolicy parse(String yaml) {
    return parse(yaml, (item, rubric) -> {});
  }

  /**
   * The same for a policy that stands in a config directory, beside the judges and rubrics that it
   * names.
   *
   * @param services text of {@code plumbline.yaml}
   * @param rubrics texts of the rubric files
   * @throws PolicyException also when a judge, a rubric or a criterion is not there
   */
  public static SamplingPolicy parse(String yaml, String services, Collection<String> rubrics) {
    return parse(yaml, JudgeCatalogue.read(services, rubrics)::check);
  }

  private static SamplingPolicy parse(String yaml, BiConsumer<YamlValue, Rubric> known) {
    List<String> problems = new ArrayList<>();
    YamlValue root = YamlValue.document(yaml, problems);
    root.only(List.of("salt", "saltEpoch", "evaluators"));
    String salt = root.text("salt");
    String saltEpoch = root.text("saltEpoch");
    List<Rubric> rubrics = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (YamlValue item : root.list("evaluators", "a list of rubrics, [] for no judge")) {
      Rubric rubric = rubric(item);
      if (!rubric.id().isEmpty() && !seen.add(rubric.id())) {
        item.problem("found rubric " + rubric.id() + " a second time");
      }
      known.accept(item, rubric);
      rubrics.add(rubric);
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return new SamplingPolicy(yaml, salt, saltEpoch, List.copyOf(rubrics));
  }

  /**
   * The plan that follows from the policy's static rates alone. Its id is a hash of all it holds,
   * so that the same file makes the same plan everywhere; its creation time is not set.
   */
  public Plan staticPlan() {
    Plan.Builder plan =
        Plan.newBuilder()
            .setPolicyText(text)
            .setPolicyHash(InteractionIds.contentHash(text).substring(0, HASH_CHARS))
            .setSaltEpoch(saltEpoch);
    List<String> content = new ArrayList<>(List.of(text, saltEpoch));
    for (Rubric rubric : rubrics) {
      for (Stratum stratum : rubric.strata()) {
        plan.addRates(
            StratumRate.newBuilder()
                .setEvaluator(rubric.id())
                .setStratum(stratum.name())
                .setPi(stratum.rate()));
        content.addAll(List.of(rubric.id(), stratum.name(), Double.toString(stratum.rate())));
      }
    }
    String id = InteractionIds.contentHash(content.toArray(String[]::new));
    return plan.setPlanId(id.substring(0, HASH_CHARS)).build();
  }

  String salt() {
    return salt;
  }

  List<Rubric> rubrics() {
    return rubrics;
  }

  private static Rubric rubric(YamlValue item) {
    item.only(List.of("rubric", "version", "judge", "criteria", "eligible", "strata"));
    String id = item.text("rubric");
    YamlValue named = id.isEmpty() ? item : item.named("evaluators." + id);
    return new Rubric(
        id,
        named.text("version"),
        named.text("judge"),
        criteria(named),
        condition(named, "eligible"),
        strata(named));
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

  private static List<Stratum> strata(YamlValue rubric) {
    List<YamlValue> items = rubric.items("strata", "a list of strata");
    List<Stratum> strata = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < items.size(); i++) {
      YamlValue item = items.get(i);
      item.only(List.of("name", "when", "rate"));
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
      strata.add(new Stratum(name, condition(item, "when"), rate(item)));
    }
    return List.copyOf(strata);
  }

  private static double rate(YamlValue stratum) {
    Optional<YamlValue> given = stratum.get("rate");
    double rate = given.map(YamlValue::number).orElse(Double.NaN);
    if (!(rate >= FLOOR && rate <= 1)) {
      given
          .orElse(stratum)
          .problem(
              "found "
                  + given.map(YamlValue::shown).orElse("no rate")
                  + ", expected a rate from "
                  + FLOOR
                  + " to 1");
    }
    return rate;
  }

  private static Optional<Condition> condition(YamlValue of, String key) {
    Optional<YamlValue> given = of.get(key);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Condition.compile(given.get().scalar().orElse("")));
    } catch (IllegalArgumentException e) {
      given.get().problem(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}
