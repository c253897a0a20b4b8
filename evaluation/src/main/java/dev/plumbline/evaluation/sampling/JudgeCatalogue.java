package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.config.YamlValue;
import dev.plumbline.evaluation.interaction.InteractionIds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The judges and rubrics of a config directory, so that a policy that asks for another one is
 * refused where it is written and not when the first answer is to be judged.
 */
final class JudgeCatalogue {
  private static final String VARIABLE = "${";

  /** What may change of a judge without changing what it says. */
  private static final List<String> NO_MATTER = List.of("id", "apiKeyFile", "timeout", "price");

  private static final int HASH_CHARS = 8;

  private final Map<String, String> judges;
  private final Map<String, Map<String, Set<String>>> criteria;
  private final Map<String, String> rubrics;

  private JudgeCatalogue(
      Map<String, String> judges,
      Map<String, Map<String, Set<String>>> criteria,
      Map<String, String> rubrics) {
    this.judges = judges;
    this.criteria = criteria;
    this.rubrics = rubrics;
  }

  /**
   * Reads names, and of the rest only whether it changed: what is wrong with the files beside them
   * is told by the service that they belong to.
   *
   * @param services text of {@code plumbline.yaml}
   * @param rubrics texts of the rubric files
   */
  static JudgeCatalogue read(String services, Collection<String> rubrics) {
    List<String> ignored = new ArrayList<>();
    Map<String, String> judges = new TreeMap<>();
    YamlValue.document(services, ignored)
        .get("judge")
        .ifPresent(
            judge ->
                judge
                    .list("judges", "")
                    .forEach(item -> judges.put(item.text("id"), settings(item))));
    Map<String, Map<String, Set<String>>> criteria = new TreeMap<>();
    Map<String, String> contents = new TreeMap<>();
    for (String text : rubrics) {
      YamlValue rubric = YamlValue.document(text, ignored);
      Set<String> ids = new TreeSet<>();
      rubric.list("criteria", "").forEach(item -> ids.add(item.text("id")));
      criteria
          .computeIfAbsent(rubric.text("id"), id -> new TreeMap<>())
          .put(rubric.text("version"), ids);
      contents.put(name(rubric.text("id"), rubric.text("version")), rubric.json().toString());
    }
    return new JudgeCatalogue(judges, criteria, contents);
  }

  /** Provider, endpoint, model and decoding parameters, whatever their order. */
  private static String settings(YamlValue judge) {
    Map<String, String> settings = new TreeMap<>();
    judge.members().forEach((key, value) -> settings.put(key, value.json().toString()));
    settings.keySet().removeAll(NO_MATTER);
    return settings.toString();
  }

  private static String name(String rubric, String version) {
    return rubric + "@" + version;
  }

  /**
   * A hash of what an evaluator's judge and rubric are made of, comments and layout aside; empty
   * when the directory does not have them. A variable counts as it is written: its value is the
   * judge worker's.
   */
  String settings(SamplingPolicy.Rubric asked) {
    String judge = judges.get(asked.judge());
    String rubric = rubrics.get(name(asked.id(), asked.version()));
    return judge == null || rubric == null
        ? ""
        : InteractionIds.contentHash(judge, rubric).substring(0, HASH_CHARS);
  }

  /** Notes what an evaluator of a policy asks for and the directory does not have. */
  void check(YamlValue item, SamplingPolicy.Rubric asked) {
    YamlValue evaluator = item.named("evaluators." + asked.id());
    // A name with a variable in it is known to the judge worker alone.
    if (judges.keySet().stream().noneMatch(id -> id.contains(VARIABLE))) {
      expect(evaluator, "judge", asked.judge(), judges.keySet(), "judge in plumbline.yaml");
    }
    Map<String, Set<String>> versions = criteria.getOrDefault(asked.id(), Map.of());
    expect(evaluator, "rubric", asked.id(), criteria.keySet(), "rubric in rubrics/");
    if (!versions.isEmpty()) {
      expect(evaluator, "version", asked.version(), versions.keySet(), "version of " + asked.id());
    }
    Set<String> known = versions.get(asked.version());
    if (known != null) {
      for (String criterion : asked.criteria()) {
        String owner = asked.id() + " " + asked.version();
        expect(evaluator, "criteria", criterion, known, "criterion of " + owner);
      }
    }
  }

  private static void expect(
      YamlValue evaluator, String key, String found, Set<String> known, String what) {
    if (!found.isEmpty() && !known.contains(found)) {
      String there =
          known.isEmpty() ? "there is none" : "there " + (known.size() == 1 ? "is " : "are ");
      evaluator
          .get(key)
          .orElse(evaluator)
          .problem(
              "found " + found + ", expected a " + what + ": " + there + String.join(", ", known));
    }
  }
}
