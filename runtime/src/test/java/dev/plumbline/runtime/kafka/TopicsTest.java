package dev.plumbline.runtime.kafka;

import static dev.plumbline.topics.TopicCatalog.OTLP_SPANS;
import static dev.plumbline.topics.TopicCatalog.PLAN_INPUTS;
import static dev.plumbline.topics.TopicCatalog.SCORES;
import static dev.plumbline.topics.TopicCatalog.SLI_WINDOWS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.MockAdminClient;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private final MockAdminClient broker =
      MockAdminClient.create().numBrokers(1).usingRaftController(true).build();

  @Test
  void createsTheWholeCatalogueAndFindsItInOrderAfterwards() throws Exception {
    // When
    new Topics(broker, config(4, true)).ensure(TopicCatalog.ALL);
    // Then
    Set<String> names = broker.listTopics().names().get();
    assertThat(names).hasSize(TopicCatalog.ALL.size()).contains("otlp_spans", "acme.scores.v1");
    assertThat(partitions("acme.scores.v1")).isEqualTo(4);
    assertThat(partitions("acme.plan-inputs")).isEqualTo(1);
    assertThatCode(() -> new Topics(broker, config(4, false)).ensure(TopicCatalog.ALL))
        .doesNotThrowAnyException();
  }

  @Test
  void saysEveryDifferenceInOneException() throws Exception {
    // Given
    create(OTLP_SPANS, 6, Map.of());
    create(SCORES, 8, Map.of("cleanup.policy", "compact", "retention.ms", "1000"));
    create(PLAN_INPUTS, 8, Map.of("message.timestamp.type", "CreateTime"));
    // When
    Topics topics = new Topics(broker, config(8, false));
    // Then
    assertThatThrownBy(() -> topics.ensure(List.of(OTLP_SPANS, SCORES, PLAN_INPUTS, SLI_WINDOWS)))
        .isInstanceOf(TopicMismatchException.class)
        .hasMessage(
            """
            the broker's topics differ from the catalogue
              acme.plan-inputs message.timestamp.type: found CreateTime, expected LogAppendTime
              acme.plan-inputs partitions: found 8, expected 1
              acme.scores.v1 cleanup.policy: found compact, expected delete
              acme.scores.v1 retention.ms: found 1000, expected at least 2592000000
              acme.sli-windows.v1: found no such topic, and kafka.createTopics is false
              otlp_spans partitions: found 6, expected 8""");
  }

  @Test
  void letsTheOperatorKeepMoreThanTheCatalogueAsks() throws Exception {
    create(SCORES, 8, Map.of("retention.ms", "-1", "max.message.bytes", "8388608"));
    create(SLI_WINDOWS, 8, Map.of("cleanup.policy", "delete, compact"));
    assertThatCode(() -> new Topics(broker, config(8, false)).ensure(List.of(SCORES, SLI_WINDOWS)))
        .doesNotThrowAnyException();
  }

  @Test
  void changesNothingOnATopicThatIsThereThoughItMayCreate() throws Exception {
    // Given
    create(OTLP_SPANS, 6, Map.of());
    // When
    assertThatThrownBy(
            () -> new Topics(broker, config(8, true)).ensure(List.of(OTLP_SPANS, SCORES)))
        .hasMessageContaining("otlp_spans partitions: found 6, expected 8");
    // Then
    assertThat(partitions("otlp_spans")).isEqualTo(6);
  }

  @Test
  void saysWhichBrokersCannotBeReached() {
    broker.timeoutNextRequest(1);
    assertThatThrownBy(() -> new Topics(broker, config(8, true)).ensure(List.of(SCORES)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("k1:9092");
  }

  private void create(TopicSpec spec, int partitions, Map<String, String> changes)
      throws Exception {
    Map<String, String> configs = new HashMap<>(spec.config());
    configs.putAll(changes);
    broker
        .createTopics(
            List.of(new NewTopic(spec.name("acme."), partitions, (short) 1).configs(configs)))
        .all()
        .get();
  }

  private int partitions(String topic) throws Exception {
    return broker
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private static KafkaConfig config(int partitions, boolean create) {
    return new KafkaConfig("k1:9092", "acme.", partitions, 1, create, Map.of());
  }
}
