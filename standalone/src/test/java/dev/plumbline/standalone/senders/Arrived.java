package dev.plumbline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.standalone.traffic.Truth;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/** The interactions on their topic, and whether they are what was sent. */
final class Arrived implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final TopicTail<Interaction> tail;
  private final Map<String, Map<String, Interaction>> byService = new HashMap<>();

  /** Whether the sender kept the ids that the spans were made with. */
  enum Ids {
    /** A Collector does. */
    KEPT,
    /** An SDK draws its own. */
    DRAWN
  }

  Arrived(KafkaConfig kafka) {
    tail = new TopicTail<>(kafka, TopicCatalog.INTERACTIONS, Interaction.getDefaultInstance());
  }

  /** How many interactions of a service have come so far. */
  int count(String service) {
    read();
    return byService.getOrDefault(service, Map.of()).size();
  }

  /** Waits for as many interactions as traces were sent, and compares each, field by field. */
  void mustEqual(KnownTraces sent, Ids ids) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(count(sent.service()))
                    .as(sent.service())
                    .isEqualTo(sent.traces().size()));
    Map<String, Interaction> found = byService.get(sent.service());
    Map<String, Interaction> expected = sent.expected();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach(
        (conversation, interaction) ->
            assertThat(comparable(interaction, ids))
                .as("%s %s", sent.service(), conversation)
                .isEqualTo(comparable(expected.get(conversation), ids)));
    // The truth is known without any normaliser.
    for (Truth truth : sent.truths()) {
      Interaction interaction = found.get(truth.conversation());
      assertThat(interaction.getQuestion()).isEqualTo(truth.question());
      assertThat(interaction.getAnswer()).isEqualTo(truth.answer());
      assertThat(interaction.getModel().getServed()).isEqualTo(truth.model());
      assertThat(interaction.getPrompt().getVersion()).isEqualTo(truth.promptVersion());
      assertThat(interaction.getEndUnixNanos()).isEqualTo(truth.endMillis() * 1_000_000);
    }
  }

  private void read() {
    tail.toEnd(
        (key, interaction) ->
            byService
                .computeIfAbsent(interaction.getService(), service -> new HashMap<>())
                .merge(
                    interaction.getConversationId(),
                    interaction,
                    (a, b) -> a.getRevision() > b.getRevision() ? a : b));
  }

  /** Without what says when and how it arrived. */
  private static Interaction comparable(Interaction interaction, Ids ids) {
    Interaction.Builder same =
        interaction.toBuilder().clearRevision().clearCompletionReason().clearArrivalUnixMillis();
    if (ids == Ids.DRAWN) {
      same.clearInteractionId().clearTraceId().clearRootSpanId().clearAnswerSpanId();
      for (Step.Builder step : same.getStepsBuilderList()) {
        step.clearSpanId().clearParentSpanId();
      }
    }
    return same.build();
  }

  @Override
  public void close() {
    tail.close();
  }
}
