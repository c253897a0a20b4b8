package dev.plumbline.standalone.sampling;

import com.google.protobuf.Message;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.LateFact;
import dev.plumbline.evaluation.sampling.PastAnswer;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.CriterionVerdict;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

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
    read(
        TopicCatalog.INTERACTIONS,
        Interaction.getDefaultInstance(),
        (key, interaction) ->
            last.merge(
                interaction.getInteractionId(),
                interaction,
                (x, y) -> x.getRevision() > y.getRevision() ? x : y));
    last.values().removeIf(interaction -> !interaction.getSupersededBy().isEmpty());
    Map<String, List<Verdict>> verdicts = new HashMap<>();
    read(
        TopicCatalog.JUDGE_VERDICTS,
        Verdict.getDefaultInstance(),
        (key, verdict) ->
            verdicts
                .computeIfAbsent(verdict.getInteractionId(), none -> new ArrayList<>())
                .add(verdict));
    Map<String, Map<String, Decision>> decisions = new HashMap<>();
    read(
        TopicCatalog.DECISIONS,
        Decision.getDefaultInstance(),
        (key, decision) -> {
          if (!decision.getJudgmentKey().isEmpty()) {
            decisions
                .computeIfAbsent(decision.getInteractionId(), none -> new HashMap<>())
                .merge(
                    decision.getEvaluator().getId(),
                    decision,
                    (x, y) -> x.getSeq() > y.getSeq() ? x : y);
          }
        });
    PastPeople people = new PastPeople();
    read(TopicCatalog.SIGNALS, Signal.getDefaultInstance(), (key, signal) -> people.add(signal));
    read(TopicCatalog.LABELS, Label.getDefaultInstance(), people::add);
    Map<String, Set<LateFact>> late = people.late(last.values());
    List<PastAnswer> answers = new ArrayList<>();
    last.forEach(
        (id, interaction) -> {
          Map<String, Decision> asked = decisions.getOrDefault(id, Map.of());
          answers.add(
              answer(interaction, verdicts.getOrDefault(id, List.of()), asked)
                  .with(
                      people.labels(List.copyOf(asked.values())), late.getOrDefault(id, Set.of())));
        });
    var arrivals =
        last.values().stream().mapToLong(Interaction::getArrivalUnixMillis).summaryStatistics();
    double hours = answers.isEmpty() ? 0 : (arrivals.getMax() - arrivals.getMin()) / HOUR_MILLIS;
    return new Past(answers, hours);
  }

  private <T extends Message> void read(TopicSpec topic, T prototype, BiConsumer<String, T> sink) {
    try (var tail = new TopicTail<>(kafka, topic, prototype)) {
      tail.toEnd(sink);
    }
  }

  /** Judged by the verdicts that count, at the chance that stands in the end. */
  private PastAnswer answer(
      Interaction interaction, List<Verdict> verdicts, Map<String, Decision> asked) {
    Map<String, Boolean> passed = new TreeMap<>();
    double pi = 1;
    double usd = 0;
    long tokens = 0;
    for (Verdict verdict : verdicts) {
      String rubric = verdict.getEvaluator().getId();
      Decision decision = asked.getOrDefault(rubric, Decision.getDefaultInstance());
      if (decision.getJudgmentKey().equals(verdict.getJudgmentKey())) {
        for (CriterionVerdict criterion : verdict.getCriteriaList()) {
          passed.putIfAbsent(rubric + "/" + criterion.getCriterion(), criterion.getPass());
          pi = decision.getPi();
        }
      }
      usd += verdict.getCostMicroUsd() * MICRO;
      tokens += verdict.getInputTokens() + verdict.getOutputTokens();
    }
    return new PastAnswer(
        interaction, checks.run(interaction), pi, passed, Map.of(), Set.of(), usd, tokens);
  }
}
