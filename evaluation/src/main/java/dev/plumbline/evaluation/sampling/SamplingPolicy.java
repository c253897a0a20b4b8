package dev.plumbline.evaluation.sampling;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.StratumRate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The sampling policy that an operator writes: which interactions a judge is asked about. */
public final class SamplingPolicy {
  /** No eligible interaction may have a smaller chance: its weight would be above 200. */
  public static final double FLOOR = 0.005;

  /** An automatic rate while nothing is known of the traffic. */
  static final double START = 0.05;

  private static final int HASH_CHARS = 16;

  private final String text;
  private final String salt;
  private final String saltEpoch;
  private final Budget budget;
  private final Floors floors;
  private final List<Rubric> rubrics;
  private final Map<String, String> judgeSettings;

  SamplingPolicy(
      String text,
      String salt,
      String saltEpoch,
      Budget budget,
      Floors floors,
      List<Rubric> rubrics,
      Map<String, String> judgeSettings) {
    this.text = text;
    this.salt = salt;
    this.saltEpoch = saltEpoch;
    this.budget = budget;
    this.floors = floors;
    this.rubrics = rubrics;
    this.judgeSettings = judgeSettings;
  }

  /**
   * One evaluator: a rubric, the judge that answers it, and at which rates.
   *
   * @param usdPerCall what a call is said to cost; 0 when nothing is said
   * @param informative what people should look at; the first that fits
   */
  record Rubric(
      String id,
      String version,
      String judge,
      List<String> criteria,
      Optional<Condition> eligible,
      double usdPerCall,
      List<Stratum> strata,
      List<InformativeRule> informative) {}

  /**
   * A class of interactions; without a condition it takes all that are left.
   *
   * @param late whether the condition asks what users did
   * @param rate empty when the plan finds it
   * @param audit which of its judged answers people label
   */
  record Stratum(
      String name,
      Optional<Condition> when,
      boolean late,
      OptionalDouble rate,
      AuditShares audit) {}

  /**
   * Parses and validates the policy's YAML text.
   *
   * @throws PolicyException naming every problem with its line and what was expected
   */
  public static SamplingPolicy parse(String yaml) {
    return PolicyReader.read(yaml, (item, rubric) -> {}, rubric -> "");
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
    JudgeCatalogue catalogue = JudgeCatalogue.read(services, rubrics);
    return PolicyReader.read(yaml, catalogue::check, catalogue::settings);
  }

  /**
   * The plan of the policy alone, before anything is known of the traffic: its own rates, and 0.05
   * where it says {@code auto}. Its id is a hash of all it holds, so that the same file makes the
   * same plan everywhere; its creation time is not set.
   */
  public Plan staticPlan() {
    List<StratumRate> rates = new ArrayList<>();
    for (Rubric rubric : rubrics) {
      for (Stratum stratum : rubric.strata()) {
        rates.add(
            StratumRate.newBuilder()
                .setEvaluator(rubric.id())
                .setStratum(stratum.name())
                .setPi(stratum.rate().orElse(START))
                .build());
      }
    }
    return plan(rates);
  }

  /** A plan with these rates; its id is a hash of them, the policy and what judges it. */
  Plan plan(List<StratumRate> rates) {
    List<String> content = new ArrayList<>(List.of(text, saltEpoch));
    for (StratumRate rate : rates) {
      content.addAll(
          List.of(rate.getEvaluator(), rate.getStratum(), Double.toString(rate.getPi())));
      if (rate.hasSlice()) {
        content.addAll(SliceDimensions.texts(rate.getSlice()));
      }
    }
    judgeSettings.forEach((rubric, settings) -> content.addAll(List.of(rubric, settings)));
    return Plan.newBuilder()
        .putAllJudgeSettings(judgeSettings)
        .setPolicyText(text)
        .setPolicyHash(hash(text))
        .setSaltEpoch(saltEpoch)
        .addAllRates(rates)
        .setPlanId(hash(content.toArray(String[]::new)))
        .build();
  }

  private static String hash(String... parts) {
    return InteractionIds.contentHash(parts).substring(0, HASH_CHARS);
  }

  /** What its plans tell slices apart by. */
  public SliceDimensions slices() {
    return floors.by();
  }

  /** Whether its plans depend on the traffic. */
  public boolean learns() {
    return !budget.isNone();
  }

  /** Whether the policy itself says the rate of a stratum. */
  boolean isWritten(String rubric, String stratum) {
    return rubrics.stream()
        .filter(each -> each.id().equals(rubric))
        .flatMap(each -> each.strata().stream())
        .anyMatch(each -> each.name().equals(stratum) && each.rate().isPresent());
  }

  String salt() {
    return salt;
  }

  Budget budget() {
    return budget;
  }

  Floors floors() {
    return floors;
  }

  List<Rubric> rubrics() {
    return rubrics;
  }
}
