package dev.plumbline.standalone.demo;

import dev.plumbline.evaluation.interaction.InteractionIds;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.topic.LabelSender;
import dev.plumbline.standalone.topic.UnreachableException;
import dev.plumbline.standalone.traffic.AnswerKind;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.HumanDraw;
import dev.plumbline.v1.Label;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scripted reviewers: of every answer that was drawn for an audit they say what is true about it,
 * which its maker knows. Otherwise the demo could only show what its judge says uncorrected.
 */
final class Reviewers implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Reviewers.class);
  private static final String NAME = "scripted-reviewer";
  private static final long PAUSE_MILLIS = 2_000;

  private final KafkaConfig kafka;
  private final Traffic traffic;
  private final InstantSource clock;
  private final Set<String> labelled = new HashSet<>();
  private final List<Label> next = new ArrayList<>();
  private volatile boolean stopped;

  Reviewers(KafkaConfig kafka, Traffic traffic, InstantSource clock) {
    this.kafka = kafka;
    this.traffic = traffic;
    this.clock = clock;
  }

  /** Ends the work; nothing is sent afterwards. */
  void stop() {
    stopped = true;
  }

  @Override
  public void run() {
    try (TopicTail<Decision> decisions =
        new TopicTail<>(kafka, TopicCatalog.DECISIONS, Decision.getDefaultInstance())) {
      while (!stopped) {
        Thread.sleep(PAUSE_MILLIS);
        decisions.toEnd((key, decision) -> review(decision));
        if (!next.isEmpty() && !stopped) {
          send();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * What the broker does not take now is sent again with the next ones; the last of an item counts.
   */
  private void send() {
    try {
      LabelSender.send(kafka, next);
      next.clear();
    } catch (UnreachableException e) {
      LOG.atWarn().addKeyValue("labels", next.size()).setCause(e).log("labels were not taken");
    }
  }

  private void review(Decision decision) {
    for (HumanDraw draw : decision.getHumanDrawsList()) {
      String item = InteractionIds.scoreId(decision.getInteractionId(), draw.getMetric());
      Optional<AnswerKind> kind = traffic.kind(decision.getTraceId());
      boolean audit = draw.getDrawn() && draw.getPurpose() == HumanDraw.Purpose.AUDIT;
      if (audit && kind.isPresent() && labelled.add(item)) {
        next.add(
            Label.newBuilder()
                .setItemId(item)
                .setReviewer(NAME)
                .setTenant(decision.getSlice().getTenant())
                .setTraceId(decision.getTraceId())
                .setInteractionId(decision.getInteractionId())
                .setMetric(draw.getMetric())
                .setPass(good(draw.getMetric(), kind.get()))
                .setComment("scripted: what the demo's traffic generator knows")
                .setLabelledUnixMillis(clock.millis())
                .build());
      }
    }
  }

  /** What is true of an answer under a criterion of the demo's rubric. */
  static boolean good(String metric, AnswerKind kind) {
    // What says nothing claims nothing.
    boolean grounded = kind != AnswerKind.UNGROUNDED;
    boolean helpful = kind == AnswerKind.GOOD || kind == AnswerKind.UNGROUNDED;
    return metric.endsWith("/grounded") ? grounded : helpful;
  }
}
