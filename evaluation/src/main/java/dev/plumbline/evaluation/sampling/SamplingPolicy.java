package dev.plumbline.evaluation.sampling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.StratumRate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sampling policy that an operator writes: which interactions a judge is asked about. */
public final class SamplingPolicy {
  /** No eligible interaction may have a smaller chance: its weight would be above 200. */
  public static final double FLOOR = 0.005;

  private final String text;
  private final File file;

  private SamplingPolicy(String text, File file) {
    this.text = text;
    this.file = file;
  }

  /** The file's shape. */
  record File(
      @Nullable String salt, @Nullable String saltEpoch, @Nullable List<Rubric> evaluators) {}

  /** One evaluator: a rubric, the judge that answers it, and at which rates. */
  record Rubric(
      @Nullable String rubric,
      @Nullable String version,
      @Nullable String judge,
      @Nullable List<String> criteria,
      @Nullable String eligible,
      @Nullable List<Stratum> strata) {}

  /** A class of interactions with one rate; without a condition it takes all that are left. */
  record Stratum(@Nullable String name, @Nullable String when, @Nullable Double rate) {}

  /**
   * Parses and validates the policy's YAML text.
   *
   * @throws PolicyException naming every problem with what was expected
   */
  public static SamplingPolicy parse(String yaml) {
    File file;
    try {
      file =
          new YAMLMapper()
              .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
              .enable(com.fasterxml.jackson.core.JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
              .readValue(yaml, File.class);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new PolicyException(List.of("line " + line + ": " + e.getOriginalMessage()));
    }
    List<String> problems = new ArrayList<>();
    if (file == null || file.evaluators() == null || file.evaluators().isEmpty()) {
      throw new PolicyException(List.of("evaluators: found nothing, expected a list of rubrics"));
    }
    required(problems, "salt", file.salt());
    required(problems, "saltEpoch", file.saltEpoch());
    Set<String> rubrics = new HashSet<>();
    for (Rubric rubric : file.evaluators()) {
      validate(rubric, rubrics, problems);
    }
    if (!problems.isEmpty()) {
      throw new PolicyException(problems);
    }
    return new SamplingPolicy(yaml, file);
  }

  /** The plan that follows from the policy's static rates alone. Its creation time is not set. */
  public Plan staticPlan() {
    Plan.Builder plan =
        Plan.newBuilder()
            .setPolicyText(text)
            .setPolicyHash(InteractionIds.contentHash(text).substring(0, 16))
            .setSaltEpoch(String.valueOf(file.saltEpoch()));
    for (Rubric rubric : rubrics()) {
      for (Stratum stratum : strata(rubric)) {
        plan.addRates(
            StratumRate.newBuilder()
                .setEvaluator(String.valueOf(rubric.rubric()))
                .setStratum(String.valueOf(stratum.name()))
                .setPi(stratum.rate() == null ? 1 : stratum.rate()));
      }
    }
    String id = InteractionIds.contentHash(plan.build().toString()).substring(0, 16);
    return plan.setPlanId(id).build();
  }

  String salt() {
    return String.valueOf(file.salt());
  }

  List<Rubric> rubrics() {
    return file.evaluators() == null ? List.of() : file.evaluators();
  }

  static List<String> criteria(Rubric rubric) {
    return rubric.criteria() == null ? List.of() : rubric.criteria();
  }

  static List<Stratum> strata(Rubric rubric) {
    return rubric.strata() == null ? List.of() : rubric.strata();
  }

  private static void validate(Rubric rubric, Set<String> rubrics, List<String> problems) {
    String path = "evaluators." + rubric.rubric();
    required(problems, path + ".rubric", rubric.rubric());
    required(problems, path + ".version", rubric.version());
    required(problems, path + ".judge", rubric.judge());
    if (!rubrics.add(String.valueOf(rubric.rubric()))) {
      problems.add(path + ": appears twice");
    }
    if (criteria(rubric).isEmpty()) {
      problems.add(path + ".criteria: found nothing, expected the rubric's criteria");
    }
    condition(problems, path + ".eligible", rubric.eligible());
    List<Stratum> strata = strata(rubric);
    if (strata.isEmpty()) {
      problems.add(path + ".strata: found nothing, expected at least one stratum");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < strata.size(); i++) {
      Stratum stratum = strata.get(i);
      String at = path + ".strata[" + i + "]";
      required(problems, at + ".name", stratum.name());
      if (!names.add(String.valueOf(stratum.name()))) {
        problems.add(at + ".name: " + stratum.name() + " appears twice");
      }
      if (stratum.rate() == null || !(stratum.rate() >= FLOOR && stratum.rate() <= 1)) {
        problems.add(at + ".rate: found " + stratum.rate() + ", expected " + FLOOR + " to 1");
      }
      condition(problems, at + ".when", stratum.when());
      boolean last = i == strata.size() - 1;
      if (last != (stratum.when() == null)) {
        problems.add(
            at
                + ".when: "
                + (last
                    ? "the last stratum takes all that are left, so it has no condition"
                    : "found nothing, expected a condition: only the last stratum goes without"));
      }
    }
  }

  private static void required(List<String> problems, String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      problems.add(key + ": found nothing, expected a text");
    }
  }

  private static void condition(List<String> problems, String key, @Nullable String text) {
    if (text != null) {
      try {
        Condition.compile(text);
      } catch (IllegalArgumentException e) {
        problems.add(key + ": " + e.getMessage());
      }
    }
  }
}
