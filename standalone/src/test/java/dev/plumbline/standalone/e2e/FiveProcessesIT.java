package dev.plumbline.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.llm.ErrorRates;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.standalone.oracle.Comparison;
import dev.plumbline.standalone.oracle.Found;
import dev.plumbline.standalone.oracle.Mirrors;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.v1.Interaction;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Five processes, two thousand answers, and a computation beside them that never looks inside. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FiveProcessesIT {
  private static final long SEED = 20261124;
  private static final int TRACES = 2_000;

  @TempDir static Path dir;
  private static Installation installation;
  private static OtlpSender sender;
  private static final List<GeneratedTrace> sent = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    installation =
        new Installation(
            dir,
            new ScriptedLlm(0, Duration.ofMillis(50), SEED, ErrorRates.NONE, FaultScript.none()),
            Installation.ASSEMBLY + "\n  publish: {scoresJson: true, scoresOtlp: true}");
    sender = new OtlpSender(installation.grpcPort(), installation.httpPort());
    TraceFactory factory = new TraceFactory(SEED, new Behaviour(false));
    long end = System.currentTimeMillis() - Duration.ofHours(2).toMillis();
    for (int i = 0; i < TRACES; i += 40) {
      List<GeneratedTrace> batch = new ArrayList<>();
      for (int j = 0; j < 40; j++) {
        batch.add(factory.next(i < TRACES / 2 ? "v6" : "v7", end + (i + j) * 700L));
      }
      assertThat(sender.spans(batch.stream().map(GeneratedTrace::spans).toList())).isTrue();
      assertThat(sender.logs(batch.stream().flatMap(t -> t.logs().stream()).toList())).isTrue();
      var clicks =
          batch.stream().flatMap(t -> t.thumb().stream()).map(GeneratedTrace.Thumb::logs).toList();
      assertThat(clicks.isEmpty() || sender.logs(clicks)).isTrue();
      sent.addAll(batch);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    sender.close();
    installation.close();
    assertThat(installation.processes().values())
        .allSatisfy(p -> assertThat(p.exitValue()).isZero());
  }

  @Test
  @Order(1)
  void everyNumberEqualsTheIndependentOne() {
    try (Found found = new Found(installation.kafka())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofSeconds(2))
          .untilAsserted(
              () -> {
                found.read();
                assertThat(Comparison.differences(found, sent, List.of())).isEmpty();
              });
      assertThat(found.answers()).hasSize(TRACES);
      assertThat(found.asked()).hasSizeGreaterThan(TRACES / 20);
    }
  }

  @Test
  @Order(2)
  void everyScoreStandsOnceInEachForm() throws Exception {
    assertThat(Mirrors.problems(installation.kafka(), (topic, records) -> {})).isEmpty();
  }

  @Test
  @Order(3)
  void showsWhatRealClientsAskedAndGot() throws Exception {
    post(
        "/v1/traces", "application/x-protobuf", resource("openai-v2-py.rag_answer.traces.pb"), 200);
    post("/v1/logs", "application/x-protobuf", resource("otel-openai-js.rag_answer.logs.pb"), 200);
    post(
        "/v1/traces",
        "application/x-protobuf",
        resource("otel-openai-js.rag_answer.traces.pb"),
        200);
    String question = "How long does Orrinel Sync keep old versions of my files?";
    try (Found found = new Found(installation.kafka())) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                found.read();
                assertThat(found.interactions())
                    .filteredOn(i -> i.getQuestion().equals(question))
                    .hasSize(2)
                    .allSatisfy(FiveProcessesIT::isWhatTheClientGot);
              });
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(onThePage("/api/requests?service=orrinel-support&range=all"))
                    .contains(
                        question,
                        "On the Basic plan previous versions",
                        "gpt-4o-mini-2024-07-18",
                        "grounding"));
  }

  @Test
  @Order(4)
  void survivesBadInputAndLosesNothingElse() throws Exception {
    byte[] good = resource("openai-v2-py.rag_answer.traces.pb");
    byte[] random = new byte[2_000];
    new Random(SEED).nextBytes(random);
    assertThat(post("/v1/traces", "application/x-protobuf", random, 400)).contains("found");
    assertThat(
            post("/v1/traces", "application/x-protobuf", java.util.Arrays.copyOf(good, 900), 400))
        .contains("found");
    assertThat(post("/v1/traces", "text/plain", good, 415)).contains("text/plain");
    assertThat(
            post(
                "/v1/traces",
                "application/x-protobuf",
                resource("otel-openai-js.rag_answer.logs.pb"),
                400))
        .contains("/v1/logs");
    assertThat(post("/v1/traces", "application/x-protobuf", new byte[80 * 1024 * 1024], 413))
        .contains("16MiB");
    assertThat(post("/v1/traces", "application/x-protobuf", good, 200)).isEmpty();
    assertThat(installation.processes().values()).allMatch(Process::isAlive);
  }

  @Test
  @Order(5)
  void noProcessShowsASecretInItsLogConfigDumpOrMeters() throws Exception {
    assertThat(installation.page("judge-worker", "/configz").orElseThrow()).contains("judge.key");
    assertThat(installation.leaks()).isEmpty();
  }

  private static void isWhatTheClientGot(Interaction i) {
    assertThat(i.getAnswer())
        .startsWith("On the Basic plan previous versions are kept for 30 days");
    assertThat(i.getModel().getServed()).isEqualTo("gpt-4o-mini-2024-07-18");
    assertThat(i.getUsage().getInputTokens()).isEqualTo(225);
    assertThat(i.getUsage().getOutputTokens()).isEqualTo(42);
    assertThat(i.getDocumentsCount()).isEqualTo(3);
  }

  private static String onThePage(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:" + installation.consolePort() + path))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static String post(String path, String type, byte[] body, int status) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + installation.httpPort() + path))
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(status);
    return response.body();
  }

  private static byte[] resource(String name) throws Exception {
    return FiveProcessesIT.class.getResourceAsStream("/otlp/" + name).readAllBytes();
  }
}
