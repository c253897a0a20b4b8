package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.config.YamlValue;
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

  private final Set<String> judges;
  private final Map<String, Map<String, Set<String>>> criteria;

  private JudgeCatalogue(Set<String> judges, Map<String, Map<String, Set<String>>> criteria) {
    this.judges = judges;
    this.criteria = criteria;
  }

  /**
   * Reads the names and nothing else: what is wrong with the files beside them is told by the
   * service that they belong to.
   *
   * @param services text of {@code plumbline.yaml}
   * @param rubrics texts of the rubric files
   */
  static JudgeCatalogue read(String services, Collection<String> rubrics) {
    List<String> ignored = new ArrayList<>();
    Set<String> judges = new TreeSet<>();
    YamlValue.document(services, ignored)
        .get("judge")
        .ifPresent(judge -> judge.list("judges", "").forEach(item -> judges.add(item.text("id"))));
    Map<String, Map<String, Set<String>>> criteria = new TreeMap<>();
    for (String text : rubrics) {
      YamlValue rubric = YamlValue.document(text, ignored);
      Set<String> ids = new TreeSet<>();
      rubric.list("criteria", "").forEach(item -> ids.add(item.text("id")));
      criteria
          .computeIfAbsent(rubric.text("id"), id -> new TreeMap<>())
          .put(rubric.text("version"), ids);
    }
    return new JudgeCatalogue(judges, criteria);
  }

  /** Notes what an evaluator of a policy asks for and the directory does not have. */
  void check(YamlValue item, SamplingPolicy.Rubric asked) {
    YamlValue evaluator = item.named("evaluators." + asked.id());
    // A name with a variable in it is known to the judge worker alone.
    if (judges.stream().noneMatch(id -> id.contains(VARIABLE))) {
      expect(evaluator, "judge", asked.judge(), judges, "judge in plumbline.yaml");
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
