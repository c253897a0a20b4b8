package dev.plumbline.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.metrics.Metrics;
import dev.plumbline.scoring.ScoringApp;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.standalone.machine.FirstConfig;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.topics.TopicCatalog;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} and {@code dead-letters} against a broker and scoring in this process. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class IntakeCommandsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SECRET = "the user's own words";
  private static final String KEY = "ab".repeat(16);

  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static ScoringApp scoring;
  private static Path config;
  private static int admin;
  private static int spans;
  private static String trace;

  @BeforeAll
  static void start() throws Exception {
    broker = new EmbeddedBroker(dir.resolve("broker"), 0);
    broker.start();
    config = dir.resolve("config");
    FirstConfig.writeIfAbsent(config);
    try (ServerSocket free = new ServerSocket(0)) {
      admin = free.getLocalPort();
    }
    Path file = config.resolve(ConfigDirectory.FILE);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("127.0.0.1:9092", broker.bootstrapServers())
            .replace("${PLUMBLINE_DATA:.}", dir.toString())
            .replace("port: 9465", "port: " + admin)
            .replaceAll("port: 946\\d", "port: 0"));
    ConfigDirectory directory = ConfigDirectory.open(config, Map.of());
    scoring = new ScoringApp(directory, Metrics.create("scoring-streams"));
    scoring.start();
    send(directory.bind("kafka", KafkaConfig.class));
  }

  @AfterAll
  static void stop() {
    scoring.close();
    broker.close();
  }

  /** Ten traces with our keys, two in one foreign record, bytes that are none, and a bad id. */
  private static void send(KafkaConfig kafka) throws Exception {
    TraceFactory factory = new TraceFactory(3, new Behaviour(false));
    long now = System.currentTimeMillis();
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            new KafkaSettings(kafka).producer("test"),
            new StringSerializer(),
            new ByteArraySerializer())) {
      List<ResourceSpans> foreign = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        GeneratedTrace trace = factory.next("v6", now);
        spans += trace.spans().getScopeSpansList().stream().mapToInt(s -> s.getSpansCount()).sum();
        if (i < 10) {
          IntakeCommandsIT.trace = trace.truth().traceId();
          spans(producer, trace.truth().traceId(), List.of(trace.spans()));
        } else {
          foreign.add(trace.spans());
        }
      }
      spans(producer, null, foreign);
      producer
          .send(
              new ProducerRecord<>(
                  "otlp_spans", KEY, ("{\"" + SECRET).getBytes(StandardCharsets.UTF_8)))
          .get();
      spans(
          producer,
          KEY,
          List.of(
              ResourceSpans.newBuilder()
                  .addScopeSpans(
                      ScopeSpans.newBuilder()
                          .addSpans(
                              Span.newBuilder()
                                  .setName(SECRET)
                                  .setTraceId(ByteString.copyFromUtf8("short"))))
                  .build()));
      spans++;
    }
  }

  private static void spans(
      KafkaProducer<String, byte[]> producer, @Nullable String key, List<ResourceSpans> spans)
      throws Exception {
    producer
        .send(
            new ProducerRecord<>(
                "otlp_spans",
                key,
                TracesData.newBuilder().addAllResourceSpans(spans).build().toByteArray()))
        .get();
  }

  @Test
  @Order(1)
  void theDoctorAccountsForEverySpanAndKnowsTheClients() throws Exception {
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              Run run = run("doctor", "--config", config.toString(), "--json");
              assertThat(run.exit()).as(run.out() + run.err()).isZero();
              JsonNode ledger = JSON.readTree(run.out()).at("/intake/default/spans");
              assertThat(ledger.path("received").asInt()).isEqualTo(spans);
              assertThat(ledger.at("/terms"))
                  .extracting(term -> term.get("id").asText() + " " + term.get("count").asInt())
                  .containsExactly("in_interaction " + (spans - 1), "dead_letter 1");
            });
    Run run = run("doctor", "--connect", broker.bootstrapServers());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("broker   ok")
        .contains(
            "topics   ok    " + TopicCatalog.ALL.size() + " as in the catalogue, 4 partitions each")
        .contains(
            "keys     warn  of the 13 newest records 1 are no OTLP requests",
            "; 2 have another key")
        .contains("clocks   ok")
        .contains("ledger   warn  records of tenant default that cannot be read: 1")
        .contains(spans + " spans received = " + (spans - 1) + " in traces with an answer")
        .contains("prompt version       found")
        .doesNotContain(SECRET);
  }

  @Test
  @Order(2)
  void deadLettersAreListedCountedAndExplainedWithoutContent() throws Exception {
    List<JsonNode> letters = list();
    assertThat(letters)
        .extracting(letter -> letter.get("reason").asText() + " " + letter.get("topic").asText())
        .containsExactly("processing otlp_spans", "processing otlp_spans");
    Run count = run("dead-letters", "list", "--count", "--bootstrap", broker.bootstrapServers());
    assertThat(count.out()).matches("\\s+2 {2}processing\\s+otlp_spans\\s+");
    Run none = run("dead-letters", "list", "--config", config.toString(), "--reason", "production");
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("no dead letters");
    String id = letters.getFirst().get("id").asText();
    Run explain = run("dead-letters", "explain", id, "--config", config.toString());
    assertThat(explain.out())
        .contains("reason      processing: a step refused it")
        .contains("failure     found a value that is no OTLP request, expected one of traces")
        .contains("__streams.errors.offset: ")
        .contains("key         " + KEY)
        .contains("22 bytes, no OTLP request")
        .contains("begins with 7b 22")
        .doesNotContain(SECRET);
    Run content = run("dead-letters", "explain", id, "--content", "--config", config.toString());
    assertThat(content.out()).contains("7b 22 74 68 65").contains("{\"the user's o");
    Run other =
        run(
            "dead-letters",
            "explain",
            letters.getLast().get("id").asText(),
            "--config",
            config.toString());
    assertThat(other.out())
        .contains("an OTLP request of 1 span")
        .contains("field 1: ")
        .doesNotContain(SECRET);
    Run missing = run("dead-letters", "explain", "3@999", "--config", config.toString());
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("found no dead letter 3@999");
  }

  @Test
  @Order(3)
  void aLetterIsSentToItsTopicOnceHoweverOftenItIsReplayed() throws Exception {
    String id = list().getFirst().get("id").asText();
    Run first = run("dead-letters", "replay", id, "--config", config.toString());
    assertThat(first.out()).contains(id).contains("-> otlp_spans");
    assertThat(first.err()).contains("1 replayed");
    // It fails again, and is a letter of its own.
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> list().size() == 3);
    Run again = run("dead-letters", "replay", id, "--json", "--config", config.toString());
    assertThat(JSON.readTree(again.out()).get("became").asText()).isEqualTo("replayed_before");
    assertThat(list())
        .filteredOn(letter -> letter.get("replayed").asBoolean())
        .singleElement()
        .satisfies(letter -> assertThat(letter.get("id").asText()).isEqualTo(id));
    Run all = run("dead-letters", "replay", "--all", "--config", config.toString());
    assertThat(all.err()).contains("2 replayed, 1 replayed before");
  }

  @Test
  @Order(4)
  void whyTellsWhatBecameOfATraceAtEveryEvaluator() {
    Run why = run("why", trace.toUpperCase(Locale.ROOT), "--config", config.toString());
    assertThat(why.exit()).as(why.err()).isZero();
    assertThat(why.out())
        .containsPattern("answer [0-9a-f]{32}, revision 1")
        .contains("tenant default", "route ", "  grounding ", "    grounding: ")
        .contains("Not scored: the question does not arise: no_tool_calls.");
    Run unknown = run("why", "0".repeat(31) + "1", "--config", config.toString());
    assertThat(unknown.exit()).isEqualTo(1);
    assertThat(unknown.err()).contains("no decision about trace 0000", "plumbline doctor");
    Run noId = run("why", "4711", "--config", config.toString());
    assertThat(noId.exit()).isEqualTo(2);
    assertThat(noId.err()).contains("found trace id 4711, expected 32 hex characters");
  }

  @Test
  @Order(4)
  void whatIsWrongOnTheCommandLineIsTold() throws Exception {
    Run nothing = run("dead-letters", "replay", "--config", config.toString());
    assertThat(nothing.exit()).isEqualTo(2);
    assertThat(nothing.err()).contains("expected PARTITION@OFFSET, --reason, --topic or --all");
    Run place = run("dead-letters", "explain", "x", "--config", config.toString());
    assertThat(place.exit()).isEqualTo(2);
    assertThat(place.err()).contains("expected PARTITION@OFFSET such as 0@17");
    Run address = run("doctor", "--connect", "nowhere");
    assertThat(address.exit()).isEqualTo(2);
    assertThat(address.err()).contains("\"nowhere\"").contains("host:port");
    Run directory = run("doctor", "--config", dir.resolve("none").toString());
    assertThat(directory.exit()).isEqualTo(78);
    assertThat(run("doctor").exit()).isEqualTo(2);
  }

  @Test
  @Order(5)
  void theDoctorSeesWhetherAServiceIsReadyAndScrapedByOthers() throws Exception {
    String service = "scoring-streams at 127.0.0.1:" + admin + " is ready, ";
    run("doctor", "--config", config.toString());
    assertThat(run("doctor", "--config", config.toString()).out())
        .contains("service  warn  " + service + "and nobody has scraped it");
    try (HttpClient prometheus = HttpClient.newHttpClient()) {
      prometheus.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + "/metrics")).build(),
          HttpResponse.BodyHandlers.discarding());
    }
    assertThat(run("doctor", "--config", config.toString()).out())
        .contains("service  ok    " + service + "scraped 1 times");
  }

  private static List<JsonNode> list() throws IOException {
    Run run = run("dead-letters", "list", "--json", "--config", config.toString());
    assertThat(run.exit()).as(run.err()).isZero();
    List<JsonNode> letters = new ArrayList<>();
    for (String line : run.out().lines().toList()) {
      letters.add(JSON.readTree(line));
    }
    return letters;
  }

  private record Run(int exit, String out, String err) {}

  private static Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        PlumblineMain.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }
}
