package dev.plumbline.standalone.sampling;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.PastAnswer;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Past answers as they stand on the topics: the last revision of each, and its verdicts. */
public final class PastTopics {
  private static final double MICRO = 1e-6;
  private static final double HOUR_MILLIS = 3_600_000;

  private final KafkaConfig kafka;
  private final CheckSuite checks;

  /** Topics of a cluster. The checks are run anew: those in effect then may have been others. */
  public PastTopics(KafkaConfig kafka, CheckSuite checks) {
    this.kafka = kafka;
    this.checks = checks;
  }

  /**
   * What was read.
   *
   * @param hours from the first arrival to the last
   */
  public record Past(List<PastAnswer> answers, double hours) {}

  /** Reads everything up to the topics' present ends. */
  public Past read() {
    Map<String, Interaction> last = new HashMap<>();
    try (var tail =
        new TopicTail<>(kafka, TopicCatalog.INTERACTIONS, Interaction.getDefaultInstance())) {
      tail.toEnd(
          (key, interaction) ->
              last.merge(
                  interaction.getInteractionId(),
                  interaction,
                  (x, y) -> x.getRevision() > y.getRevision() ? x : y));
    }
    Map<String, List<Verdict>> verdicts = new HashMap<>();
    try (var tail =
        new TopicTail<>(kafka, TopicCatalog.JUDGE_VERDICTS, Verdict.getDefaultInstance())) {
      tail.toEnd(
          (key, verdict) ->
              verdicts
                  .computeIfAbsent(verdict.getInteractionId(), none -> new ArrayList<>())
                  .add(verdict));
    }
    List<PastAnswer> answers =
        last.values().stream()
            .map(i -> answer(i, verdicts.getOrDefault(i.getInteractionId(), List.of())))
            .toList();
    var arrivals =
        last.values().stream().mapToLong(Interaction::getArrivalUnixMillis).summaryStatistics();
    double hours = answers.isEmpty() ? 0 : (arrivals.getMax() - arrivals.getMin()) / HOUR_MILLIS;
    return new Past(answers, hours);
  }

  private PastAnswer answer(Interaction interaction, List<Verdict> verdicts) {
    Map<String, Boolean> passed = new TreeMap<>();
    double pi = 1;
    double usd = 0;
    long tokens = 0;
    for (Verdict verdict : verdicts) {
      for (CriterionVerdict criterion : verdict.getCriteriaList()) {
        passed.putIfAbsent(
            verdict.getEvaluator().getId() + "/" + criterion.getCriterion(), criterion.getPass());
        pi = verdict.getContribution().getPi();
      }
      usd += verdict.getCostMicroUsd() * MICRO;
      tokens += verdict.getInputTokens() + verdict.getOutputTokens();
    }
    return new PastAnswer(interaction, checks.run(interaction), pi, passed, Map.of(), usd, tokens);
  }
}
