package dev.plumbline.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.standalone.machine.OneMachine;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.net.PortProber;

/**
 * Conversations whose turns lie in different partitions, calls that two traces tell of, and votes
 * that name no trace, through ingest and four partitions, with a restart in the middle.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TalksIT {
  private static final int TALKS = 12;
  private static final String CHECKS = "checks: [{id: empty-answer}]\n";
  private static final String SAMPLING =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators: []
      """;

  @TempDir Path dir;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<Integer> partitions = new HashSet<>();

  @Test
  void countsTurnsVotesAndCallsOnceWhateverPartitionTheyAreIn() throws Exception {
    // Given
    int port = PortProber.findFreePort();
    ConfigDirectory config = config(port);
    List<Talk> talks = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < TALKS; i++) {
      talks.add(new Talk(random, "talk-" + i, System.currentTimeMillis() - 10_000));
    }
    // When votes come first, turns out of order, and the machine is restarted in between
    OneMachine first = start(config, port);
    try {
      for (Talk talk : talks) {
        send(first, "logs", talk.vote(0, 0));
        spans(first, talk.turn(2));
        spans(first, talk.turn(0));
        spans(first, talk.twin(1));
      }
    } finally {
      first.close();
    }
    OneMachine second = start(config, port);
    try {
      for (Talk talk : talks) {
        spans(second, talk.turn(1));
        send(second, "logs", talk.vote(2, 1));
        send(second, "logs", talk.vote(2, 1));
      }
      // Then
      try (TopicTail<SliWindow> tail =
          new TopicTail<>(
              second.kafka(), TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance())) {
        Map<String, SliWindow> windows = new HashMap<>();
        Awaitility.await()
            .atMost(Duration.ofMinutes(3))
            .untilAsserted(
                () -> {
                  tail.poll(windows::put, windows::remove);
                  assertThat(rates(windows))
                      .containsEntry("empty-answer", of(3, 3))
                      .containsEntry("user_feedback", of(2, 1))
                      .containsEntry("user_rephrase", of(3, 2))
                      .containsEntry("user_regeneration", of(3, 3))
                      .containsEntry("user_abandonment", of(3, 2));
                });
      }
      assertThat(partitions).hasSize(4);
      assertThat(interactions(second)).isEqualTo(4 * TALKS);
    } finally {
      second.close();
    }
  }

  private static String of(int scored, int passed) {
    return scored * TALKS + " scored, " + passed * TALKS + " passed";
  }

  private static Map<String, String> rates(Map<String, SliWindow> windows) {
    Map<String, StratumSums> sums = new TreeMap<>();
    windows.values().stream()
        .filter(window -> !window.getSlice().hasService() && !window.getSlice().hasRoute())
        .filter(window -> !window.getSlice().hasModel())
        .filter(window -> !window.getSlice().hasPromptVersion())
        .forEach(
            window ->
                sums.merge(
                    window.getMetric(), WindowSums.total(window.getStrataList()), WindowSums::add));
    Map<String, String> rates = new TreeMap<>();
    sums.forEach(
        (metric, total) ->
            rates.put(metric, total.getScored() + " scored, " + total.getPassed() + " passed"));
    return rates;
  }

  private static int interactions(OneMachine machine) {
    Set<String> ids = new HashSet<>();
    try (TopicTail<Interaction> tail =
        new TopicTail<>(
            machine.kafka(), TopicCatalog.INTERACTIONS, Interaction.getDefaultInstance())) {
      tail.toEnd((key, interaction) -> ids.add(interaction.getInteractionId()));
    }
    return ids.size();
  }

  private OneMachine start(ConfigDirectory config, int port) {
    OneMachine machine = new OneMachine(config, new EmbeddedBroker(dir.resolve("broker"), port));
    machine.start();
    return machine;
  }

  private void spans(OneMachine machine, ExportTraceServiceRequest request) throws Exception {
    String trace = Talk.hex(request.getResourceSpans(0).getScopeSpans(0).getSpans(0).getTraceId());
    partitions.add(
        org.apache.kafka.common.utils.Utils.toPositive(
                org.apache.kafka.common.utils.Utils.murmur2(
                    trace.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            % 4);
    send(machine, "traces", request);
  }

  private void send(OneMachine machine, String signal, Message request) throws Exception {
    HttpRequest post =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + machine.httpPort() + "/v1/" + signal))
            .header("content-type", "application/x-protobuf")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.toByteArray()))
            .build();
    assertThat(http.send(post, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(200);
  }

  private ConfigDirectory config(int port) throws IOException {
    Path config = dir.resolve("config");
    Files.createDirectories(config.resolve("hot"));
    Files.writeString(config.resolve("hot/checks.yaml"), CHECKS);
    Files.writeString(config.resolve("hot/sampling.yaml"), SAMPLING);
    Files.writeString(
        config.resolve(ConfigDirectory.FILE),
        """
        kafka:
          bootstrapServers: 127.0.0.1:%d
          partitions: 4
        ingest:
          auth: {anonymous: loopback}
          grpc: {host: 127.0.0.1, port: 0}
          http: {host: 127.0.0.1, port: 0}
          admin: {port: 0}
        scoring:
          admin: {port: 0}
          stateDir: %s
          assembly: {rootIdle: 1s, idle: 3s}
          signals: {conversationRest: 30s, waitForTurn: 1s}
        console:
          http: {host: 127.0.0.1, port: 0}
          admin: {port: 0}
        """
            .formatted(port, dir.resolve("state")));
    return ConfigDirectory.open(config, Map.of());
  }
}
