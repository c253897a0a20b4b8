package dev.plumbline.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.kafka.KafkaConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

/** Names of nodes, stores and topics are permanent: state and metrics hang on them. */
class TopologyShapeTest {
  @Test
  void isTheGraphThatTheGoldenTextDescribes() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
      String expected =
          new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
      assertThat(topology().describe().toString().strip()).isEqualTo(expected.strip());
    }
  }

  @Test
  void namesEveryNodeAndHasFiveKindsOfTasksAndNoRepartitionTopics() {
    String text = topology().describe().toString();
    assertThat(text).doesNotContain("KSTREAM", "KTABLE", "repartition", "-0000");
    assertThat(topology().describe().subtopologies()).hasSize(5);
  }

  private static Topology topology() {
    return new ScoringTopology(
            new ScoringConfig(
                null, null, null, null, null, null, null, null, null, null, null, null),
            new KafkaConfig("localhost:9", "plumbline.", 8, 1, true, Map.of()),
            Redaction.none(),
            () -> CheckSuite.parse(ScoringRun.CHECKS),
            () -> SamplingPolicy.parse(ScoringRun.POLICY),
            new ScoringMetrics(new SimpleMeterRegistry()),
            () -> Instant.EPOCH)
        .get();
  }
}
