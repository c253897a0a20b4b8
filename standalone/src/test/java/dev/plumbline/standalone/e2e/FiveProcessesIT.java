package dev.plumbline.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.ExpectedOutcomes;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.standalone.traffic.Truth;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.LedgerOutcome;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.Verdict;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
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
  private static final List<String> CHECKS =
      List.of("empty-answer", "refusal", "json-schema", "grounding");

  @TempDir static Path dir;
  private static Installation installation;
  private static OtlpSender sender;
  private static final List<Truth> sent = new ArrayList<>();
  private static int thumbs;

  private final Map<String, Interaction> interactions = new HashMap<>();
  private final Map<String, Score> scores = new HashMap<>();
  private final Map<String, Decision> decisions = new HashMap<>();
  private final Map<String, Verdict> verdicts = new HashMap<>();
  private final Map<String, SliWindow> windows = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    installation = new Installation(dir, new ScriptedLlm(0, 50));
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
      thumbs += clicks.size();
      assertThat(clicks.isEmpty() || sender.logs(clicks)).isTrue();
      batch.forEach(t -> sent.add(t.truth()));
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
  void everyCountEqualsTheIndependentOne() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(
            () -> {
              read();
              assertThat(interactions.keySet())
                  .isEqualTo(sent.stream().map(Truth::traceId).collect(Collectors.toSet()));
              assertThat(decisions.values())
                  .noneMatch(d -> d.getOutcome() == LedgerOutcome.PENDING);
              assertThat(countedScores()).containsAllEntriesOf(expectedScores());
              assertThat(verdicts).hasSameSizeAs(expectedAsked());
              assertThat(scoredIn("user_feedback")).isEqualTo(thumbs);
              assertThat(windowsOfChecks()).isEqualTo(expectedWindows());
              assertThat(scoredIn("answer-quality/helpful")).isEqualTo(verdicts.size());
            });
    assertThat(asked()).isEqualTo(expectedAsked());
    for (String evaluator :
        List.of("empty-answer", "refusal", "json-schema", "grounding", "answer-quality")) {
      assertThat(
              decisions.values().stream().filter(d -> d.getEvaluator().getId().equals(evaluator)))
          .as("one outcome of %s per answer", evaluator)
          .hasSize(TRACES);
    }
    assertThat(windowsOfChecks()).isEqualTo(expectedWindows());
    assertThat(scoredIn("answer-quality/helpful")).isEqualTo(verdicts.size());
    // Every eligible answer weighs one; the judged ones together weigh about as much.
    StratumSums judged = total("answer-quality/helpful");
    assertThat(judged.getEligible()).isEqualTo(TRACES);
    assertThat(judged.getAsked()).isEqualTo(expectedAsked().size());
  }

  @Test
  @Order(2)
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
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              read();
              List<Interaction> real =
                  interactions.values().stream()
                      .filter(i -> i.getQuestion().equals(question))
                      .toList();
              assertThat(real)
                  .hasSize(2)
                  .allSatisfy(
                      i -> {
                        assertThat(i.getAnswer())
                            .startsWith("On the Basic plan previous versions are kept for 30 days");
                        assertThat(i.getModel().getServed()).isEqualTo("gpt-4o-mini-2024-07-18");
                        assertThat(i.getUsage().getInputTokens()).isEqualTo(225);
                        assertThat(i.getUsage().getOutputTokens()).isEqualTo(42);
                        assertThat(i.getDocumentsCount()).isEqualTo(3);
                      });
            });
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
  @Order(3)
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

  private void read() {
    drain(
        TopicCatalog.INTERACTIONS,
        Interaction.getDefaultInstance(),
        (k, i) -> interactions.put(i.getTraceId(), i));
    drain(TopicCatalog.SCORES, Score.getDefaultInstance(), (k, s) -> scores.put(s.getScoreId(), s));
    drain(
        TopicCatalog.DECISIONS,
        Decision.getDefaultInstance(),
        (k, d) -> decisions.put(d.getInteractionId() + d.getEvaluator().getId(), d));
    drain(
        TopicCatalog.JUDGE_VERDICTS,
        Verdict.getDefaultInstance(),
        (k, v) -> assertThat(verdicts.put(v.getJudgmentKey(), v)).isIn(null, v));
    drain(TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance(), windows::put);
  }

  private <T extends Message> void drain(TopicSpec topic, T prototype, BiConsumer<String, T> sink) {
    try (TopicTail<T> tail = new TopicTail<>(installation.kafka(), topic, prototype)) {
      tail.toEnd(sink);
    }
  }

  private Map<String, Long> countedScores() {
    return scores.values().stream()
        .collect(
            Collectors.groupingBy(
                s ->
                    s.getEvaluator().getId() + " " + s.getOutcome().name().toLowerCase(Locale.ROOT),
                TreeMap::new,
                Collectors.counting()));
  }

  private static Map<String, Long> expectedScores() {
    Map<String, Long> expected = new TreeMap<>();
    for (Truth truth : sent) {
      CHECKS.forEach(
          check -> expected.merge(check + " " + ExpectedOutcomes.of(truth, check), 1L, Long::sum));
    }
    return expected;
  }

  /** Slice, minute and check to scored and passed rows. */
  private Map<String, String> windowsOfChecks() {
    Map<String, String> found = new TreeMap<>();
    windows.values().stream()
        .filter(
            w ->
                CHECKS.contains(w.getMetric())
                    && w.getSlice().hasService()
                    && w.getSlice().hasPromptVersion())
        .filter(w -> !w.getSlice().getService().equals("orrinel-support"))
        .forEach(
            w -> {
              long scored = w.getStrataList().stream().mapToLong(StratumSums::getScored).sum();
              long passed = w.getStrataList().stream().mapToLong(StratumSums::getPassed).sum();
              if (scored > 0) {
                found.put(
                    String.join(
                        "|",
                        w.getSlice().getService(),
                        w.getSlice().getRoute(),
                        w.getSlice().getModel(),
                        w.getSlice().getPromptVersion(),
                        w.getMetric(),
                        "" + w.getWindowStartUnixMillis()),
                    scored + "/" + passed);
              }
            });
    return found;
  }

  private static Map<String, String> expectedWindows() {
    Map<String, long[]> counts = new TreeMap<>();
    for (Truth truth : sent) {
      for (String check : CHECKS) {
        String outcome = ExpectedOutcomes.of(truth, check);
        if (!outcome.equals("not_applicable")) {
          long minute = truth.endMillis() / 60_000 * 60_000;
          long[] count =
              counts.computeIfAbsent(
                  String.join(
                      "|",
                      truth.service(),
                      truth.route(),
                      truth.model(),
                      truth.promptVersion(),
                      check,
                      "" + minute),
                  key -> new long[2]);
          count[0]++;
          count[1] += outcome.equals("pass") ? 1 : 0;
        }
      }
    }
    Map<String, String> expected = new TreeMap<>();
    counts.forEach((key, count) -> expected.put(key, count[0] + "/" + count[1]));
    return expected;
  }

  /** Traces that the judge was asked about, and the probability that was recorded. */
  private Map<String, Double> asked() {
    return decisions.values().stream()
        .filter(d -> !d.getJudgmentKey().isEmpty())
        .filter(d -> sent.stream().anyMatch(t -> t.traceId().equals(d.getTraceId())))
        .collect(Collectors.toMap(Decision::getTraceId, Decision::getPi));
  }

  /** The same from the trace ids alone: first 56 bits of SHA-256(salt, id) against the rate. */
  private static Map<String, Double> expectedAsked() {
    Map<String, Double> asked = new HashMap<>();
    for (Truth truth : sent) {
      boolean failed = CHECKS.stream().anyMatch(c -> ExpectedOutcomes.of(truth, c).equals("fail"));
      double pi = failed ? 0.4 : 0.1;
      if (draw(truth.traceId()) < pi) {
        asked.put(truth.traceId(), Math.round(pi * 0x1p56) / 0x1p56);
      }
    }
    return asked;
  }

  private static double draw(String traceId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("judge-v1".getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(HexFormat.of().parseHex(traceId));
      return Long.parseLong(HexFormat.of().formatHex(hash, 0, 7), 16) / 0x1p56;
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private StratumSums total(String metric) {
    StratumSums.Builder total = StratumSums.newBuilder();
    windows.values().stream()
        .filter(
            w ->
                w.getMetric().equals(metric)
                    && w.getSlice().hasService()
                    && w.getSlice().hasPromptVersion())
        .flatMap(w -> w.getStrataList().stream())
        .forEach(
            s ->
                total
                    .setEligible(total.getEligible() + s.getEligible())
                    .setAsked(total.getAsked() + s.getAsked())
                    .setScored(total.getScored() + s.getScored()));
    return total.build();
  }

  private long scoredIn(String metric) {
    return total(metric).getScored();
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
