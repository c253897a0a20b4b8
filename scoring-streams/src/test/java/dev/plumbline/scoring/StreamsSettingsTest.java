package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.scoring.deadletter.DeadLetters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsSettingsTest {
  @Test
  void waitForARestartAsLongAsTheOperatorSays() {
    assertThat(sessionTimeout(Map.of())).isEqualTo(45_000);
    assertThat(sessionTimeout(Map.of("session.timeout.ms", "120000"))).isEqualTo("120000");
  }

  private static Object sessionTimeout(Map<String, String> properties) {
    ScoringConfig scoring =
        new ScoringConfig(null, null, null, null, null, null, null, null, null, null, null, null);
    KafkaConfig kafka = new KafkaConfig("localhost:9", "plumbline.", 8, 1, true, properties);
    DeadLetters deadLetters =
        new DeadLetters("dead", new ScoringMetrics(new SimpleMeterRegistry()), () -> Instant.EPOCH);
    return new StreamsConfig(StreamsSettings.of(scoring, new KafkaSettings(kafka), deadLetters))
        .getMainConsumerConfigs("group", "client", 0)
        .get("session.timeout.ms");
  }
}
