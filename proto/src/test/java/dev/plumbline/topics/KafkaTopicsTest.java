package dev.plumbline.topics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KafkaTopicsTest {
  private static final Path MANIFEST =
      Path.of(System.getProperty("basedir", "."))
          .resolve("../deploy/k8s/components/kafka/topics.yaml")
          .normalize();

  /** With {@code -Dtopics.write} the manifest is written first. */
  @Test
  void areTheSameInTheManifestsAsInTheCatalogue() throws IOException {
    String expected = KafkaTopics.yaml(TopicCatalog.ALL);
    if (System.getProperty("topics.write") != null) {
      Files.writeString(MANIFEST, expected);
    }
    assertThat(Files.exists(MANIFEST) ? Files.readString(MANIFEST) : "")
        .as("topics.yaml differs from TopicCatalog, proto/README.md says how to write it")
        .isEqualTo(expected);
  }
}
