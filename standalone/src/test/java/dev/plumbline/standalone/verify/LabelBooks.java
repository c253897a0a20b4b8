package dev.plumbline.standalone.verify;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.oracle.Tails;
import dev.plumbline.standalone.topic.LabelSender;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Evaluator;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** What stands on the public topics about answers, and reviewers that label what was drawn. */
final class LabelBooks implements AutoCloseable {
  private final Tails tails;
  private final KafkaConfig kafka;
  private final Map<String, Decision> decisions = new TreeMap<>();
  private final Map<String, Score> scores = new HashMap<>();
  private final Map<String, Interaction> interactions = new HashMap<>();
  private final Map<String, Label> labels = new TreeMap<>();
  private final Map<String, SliWindow> windows = new TreeMap<>();

  /** When the content of an answer changed last after the judge was asked about it. */
  private final Map<String, Long> changed = new HashMap<>();

  private int sent;
  private int corrected;
  private int withdrawn;

  LabelBooks(KafkaConfig kafka) {
    this.kafka = kafka;
    tails = new Tails(kafka);
    tails.add(
        TopicCatalog.DECISIONS,
        Decision.getDefaultInstance(),
        (key, decision) -> {
          decisions.merge(
              decision.getInteractionId() + "|" + decision.getEvaluator().getId(),
              decision,
              (a, b) -> a.getSeq() > b.getSeq() ? a : b);
          if (decision.getReason().equals("content_changed")) {
            changed.merge(decision.getInteractionId(), decision.getDecidedUnixMillis(), Math::max);
          }
        });
    tails.add(
        TopicCatalog.SCORES,
        Score.getDefaultInstance(),
        (key, score) ->
            scores.merge(
                score.getScoreId(), score, (a, b) -> a.getRevision() > b.getRevision() ? a : b));
    tails.add(
        TopicCatalog.INTERACTIONS,
        Interaction.getDefaultInstance(),
        (key, interaction) ->
            interactions.merge(
                interaction.getInteractionId(),
                interaction,
                (a, b) -> a.getRevision() > b.getRevision() ? a : b));
    tails.add(TopicCatalog.LABELS, Label.getDefaultInstance(), labels::put);
    tails.add(
        TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance(), windows::put, windows::remove);
  }

  /** Reads on to the topics' present ends; how much there has been so far. */
  long read() {
    tails.read();
    return tails.records();
  }

  /**
   * Three reviewers at work: of the answers that were drawn some get a label, some labels change
   * and some are taken back.
   */
  void review(RandomGenerator random) {
    List<Label> now = new ArrayList<>();
    for (Decision decision : decisions.values()) {
      for (HumanDraw draw : decision.getHumanDrawsList()) {
        if (draw.getDrawn() && random.nextInt(6) == 0) {
          now.add(label(decision, draw.getMetric(), random));
        }
      }
    }
    LabelSender.send(kafka, now);
    sent += now.size();
  }

  private Label label(Decision decision, String metric, RandomGenerator random) {
    Label.Builder label =
        Label.newBuilder()
            .setItemId(InteractionIds.scoreId(decision.getInteractionId(), metric))
            .setReviewer("reviewer-" + random.nextInt(3))
            .setTenant(decision.getSlice().getTenant())
            .setTraceId(decision.getTraceId())
            .setInteractionId(decision.getInteractionId())
            .setMetric(metric)
            .setLabelledUnixMillis(System.currentTimeMillis());
    Label before = labels.get(label.getItemId() + "|" + label.getReviewer());
    if (before != null && before.hasPass() && random.nextInt(3) == 0) {
      withdrawn++;
      return label.build();
    }
    corrected += before != null && before.hasPass() ? 1 : 0;
    return label.setPass(random.nextInt(5) > 0).build();
  }

  void figures(Row row) {
    row.figure("labels sent", sent);
    row.figure("of them corrections", corrected);
    row.figure("of them taken back", withdrawn);
    row.figure("answers asked about again after a thumb", again());
  }

  /** How many labels were corrected and taken back, and answers decided again. */
  List<Integer> changes() {
    return List.of(corrected, withdrawn, again());
  }

  private int again() {
    return (int) decisions.values().stream().filter(d -> d.getLateFactsCount() > 0).count();
  }

  boolean pending() {
    return decisions.values().stream().anyMatch(d -> d.getOutcome() == LedgerOutcome.PENDING);
  }

  Collection<Decision> decisions() {
    return decisions.values();
  }

  /** The last score of an answer's metric; null when there is none. */
  Score score(String interaction, String metric) {
    return scores.get(InteractionIds.scoreId(interaction, metric));
  }

  /** Its conversation, or empty. */
  String conversation(String interaction) {
    return interactions
        .getOrDefault(interaction, Interaction.getDefaultInstance())
        .getConversationId();
  }

  /** Good labels less bad ones of an answer's metric; what was said of other content is void. */
  int majority(String interaction, String metric) {
    return labels.values().stream()
        .filter(label -> label.getInteractionId().equals(interaction))
        .filter(label -> label.getMetric().equals(metric) && label.hasPass())
        .filter(label -> label.getLabelledUnixMillis() >= changed.getOrDefault(interaction, 0L))
        .mapToInt(label -> label.getPass() ? 1 : -1)
        .sum();
  }

  /** The windows of checks and judged metrics by key. */
  Map<String, SliWindow> windows() {
    Map<String, SliWindow> found = new TreeMap<>(windows);
    found.values().removeIf(window -> window.getMetric().startsWith("user_"));
    return found;
  }

  static boolean judged(Decision decision) {
    return decision.getEvaluator().getKind() == Evaluator.Kind.JUDGE;
  }

  @Override
  public void close() {
    tails.close();
  }
}
