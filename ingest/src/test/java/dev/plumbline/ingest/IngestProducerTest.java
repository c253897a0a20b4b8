package dev.plumbline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.ingest.admission.LimitsConfig;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngestProducerTest {
  @Test
  void waitsLongerForBatchesAndGivesUpEarlierThanOtherProducers() {
    assertThat(settings(Map.of()))
        .containsEntry("linger.ms", 30)
        .containsEntry("delivery.timeout.ms", 9_000)
        .containsEntry("request.timeout.ms", 4_500)
        .containsEntry("max.block.ms", 1_000L)
        .containsEntry("compression.type", "lz4");
  }

  @Test
  void lingersAsLongAsTheOperatorSays() {
    assertThat(settings(Map.of("linger.ms", "5"))).containsEntry("linger.ms", "5");
  }

  private static Map<String, Object> settings(Map<String, String> properties) {
    KafkaConfig kafka = new KafkaConfig("broker:9092", null, null, null, null, properties);
    return IngestProducer.settings(new KafkaSettings(kafka), "ingest", LimitsConfig.defaults());
  }
}
