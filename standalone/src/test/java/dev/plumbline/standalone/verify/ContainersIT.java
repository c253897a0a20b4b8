package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The images that are deployed, as containers: traffic in, scores out, config changed on disk. */
@Tag("verify")
@Tag("containers")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ContainersIT {
  private static final int TRACES = 200;

  @TempDir Path dir;

  @Test
  void takeTracesAndGiveScoresAndTakeUpANewSamplingRate() throws Exception {
    Row row = new Row("containers", "the images as containers, and a new sampling rate", 1);
    Report.THIS_RUN.run(row, () -> inContainers(row));
  }

  private void inContainers(Row row) throws Exception {
    String missing = Containers.missing();
    if (!missing.isEmpty()) {
      throw new NotHere(missing);
    }
    try (Containers containers = new Containers(dir)) {
      row.figure("ready after", containers.readyAfter());
      KafkaConfig kafka = new KafkaConfig(containers.bootstrapServers(), null, 4, null, null, null);
      ScoresAndRates books = new ScoresAndRates(kafka);
      // When
      Set<String> first = send(containers, 1);
      // Then: every trace is scored by every check, and decided at the rates of the file
      await(
          () -> {
            books.read();
            assertThat(books.scored()).containsAll(first);
            assertThat(books.rates(first)).isNotEmpty().doesNotContain(1.0);
          });
      // When
      Path policy = containers.config().resolve("hot/sampling.yaml");
      Files.writeString(policy, Files.readString(policy).replaceAll("rate: [0-9.]+", "rate: 1.0"));
      long changed = System.nanoTime();
      await(
          () -> {
            Set<String> some = send(containers, 2);
            Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(
                    () -> {
                      books.read();
                      assertThat(books.scored()).containsAll(some);
                    });
            assertThat(books.rates(some)).containsExactly(1.0);
          });
      row.figure(
          "seconds from the file's change to the new rate in decisions",
          "%.0f".formatted((System.nanoTime() - changed) / 1e9));
    }
  }

  private int seed = 100;

  private Set<String> send(Containers containers, int part) throws Exception {
    TraceFactory factory = new TraceFactory(seed++, new Behaviour(false));
    Set<String> ids = new HashSet<>();
    try (OtlpSender sender = new OtlpSender(containers.grpcPort(), containers.httpPort())) {
      for (int i = 0; i < TRACES / part / part; i += 10) {
        List<GeneratedTrace> batch = new ArrayList<>();
        for (int j = 0; j < 10; j++) {
          batch.add(factory.next("v6", System.currentTimeMillis() - 60_000));
        }
        assertThat(sender.logs(batch.stream().flatMap(trace -> trace.logs().stream()).toList()))
            .isTrue();
        assertThat(sender.spans(batch.stream().map(GeneratedTrace::spans).toList())).isTrue();
        batch.forEach(trace -> ids.add(trace.truth().traceId()));
      }
    }
    return ids;
  }

  private static void await(org.awaitility.core.ThrowingRunnable settled) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(settled);
  }
}
