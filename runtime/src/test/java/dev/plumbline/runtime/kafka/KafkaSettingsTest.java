package dev.plumbline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private final KafkaSettings settings = settings(Map.of("security.protocol", "SSL"));

  @Test
  void losesNothingThatWasAcknowledged() {
    assertThat(settings.producer("ingest"))
        .containsOnly(
            Map.entry("bootstrap.servers", "k1:9092"),
            Map.entry("client.id", "ingest"),
            Map.entry("security.protocol", "SSL"),
            Map.entry("acks", "all"),
            Map.entry("enable.idempotence", true),
            Map.entry("compression.type", "lz4"),
            Map.entry("batch.size", 262_144),
            Map.entry("linger.ms", 10),
            Map.entry("max.request.size", 4_194_304),
            Map.entry("buffer.memory", 67_108_864L),
            Map.entry("request.timeout.ms", 10_000),
            Map.entry("delivery.timeout.ms", 30_000));
  }

  @Test
  void readsCommittedRecordsOnlyAndCommitsNothingByItself() {
    assertThat(settings.consumer("judge", "plumbline-judge"))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false)
        .containsEntry("auto.offset.reset", "earliest")
        .containsEntry("max.partition.fetch.bytes", 8_388_608)
        .containsEntry("max.poll.records", 2_000)
        .containsEntry("group.id", "plumbline-judge");
    assertThat(settings.consumer("console", null)).doesNotContainKey("group.id");
  }

  @Test
  void makesTransactionsWithTheSamePromises() {
    assertThat(settings.transactionalProducer("judge", "judge-0"))
        .containsEntry("transactional.id", "judge-0")
        .containsAllEntriesOf(settings.producer("judge"));
  }

  @Test
  void letsTheOperatorTuneWhatCarriesNoPromise() {
    KafkaSettings tuned = settings(Map.of("linger.ms", "50", "max.poll.records", "100"));
    assertThat(tuned.producer("a")).containsEntry("linger.ms", "50");
    assertThat(tuned.consumer("a", "g")).containsEntry("max.poll.records", "100");
  }

  @Test
  void refusesPropertiesThatWouldBreakAPromise() {
    assertThatThrownBy(() -> settings(Map.of("acks", "1", "isolation.level", "read_uncommitted")))
        .hasMessage(
            "kafka.properties.acks: found a value, expected none, since Plumbline sets it; "
                + "kafka.properties.isolation.level: found a value, expected none, since Plumbline"
                + " sets it");
  }

  private static KafkaSettings settings(Map<String, String> properties) {
    return new KafkaSettings(new KafkaConfig("k1:9092", null, null, null, null, properties));
  }
}
