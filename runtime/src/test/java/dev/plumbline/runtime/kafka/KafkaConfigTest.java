package dev.plumbline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plumbline.runtime.fixtures.ConfigFiles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaConfigTest {
  @TempDir Path dir;

  @Test
  void hasADefaultForEverything() {
    assertThat(ConfigFiles.open(dir, "").bind("kafka", KafkaConfig.class))
        .isEqualTo(new KafkaConfig("localhost:9092", "plumbline.", 8, 1, true, Map.of()));
  }

  @Test
  void tellsWhatIsWrongInTheUsersFile() {
    String yaml =
        """
        kafka:
          bootstrapServers: localhost
          topicPrefix: "a b"
          partitions: 0
          properties:
            enable.idempotence: false
        """;
    assertThatThrownBy(() -> ConfigFiles.open(dir, yaml).bind("kafka", KafkaConfig.class))
        .hasMessageContaining(
            "line 2  kafka.bootstrapServers: found \"localhost\", expected host:port")
        .hasMessageContaining("line 3  kafka.topicPrefix: found \"a b\"")
        .hasMessageContaining("line 4  kafka.partitions: found 0, expected 1 to 1024")
        .hasMessageContaining(
            "line 6  kafka.properties.enable.idempotence: found a value, expected none");
  }
}
