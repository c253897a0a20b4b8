package dev.plumbline.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.plumbline.evaluation.intake.SpanTotals;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.standalone.machine.FirstConfig;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.ExpectedOutcomes;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.OtlpSender;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.SpanLedger;
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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.net.PortProber;

/** {@code plumbline up} as a user runs it, stopped and killed in the middle of traffic. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class UpIT {
  private static final int TRACES = 600;
  private static final String CHECK = "empty-answer";

  @TempDir Path dir;

  @Test
  void losesAndDoublesNothingWhenItIsStartedAgainInTheMiddleOfTraffic() throws Exception {
    // Given
    int grpc = PortProber.findFreePort();
    int http = PortProber.findFreePort();
    int page = PortProber.findFreePort();
    int broker = PortProber.findFreePort();
    Path config = config(grpc, http, page, broker);
    Process up = start(config, "first");
    List<GeneratedTrace> sent = new ArrayList<>();
    try (OtlpSender sender = new OtlpSender(grpc, http)) {
      // When
      send(sender, sent);
      up.destroy();
      assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
      up = start(config, "second");
      send(sender, sent);
      up.destroyForcibly().waitFor();
      up = start(config, "third");
      send(sender, sent);
      // Then
      Books books =
          new Books(ConfigDirectory.open(config, Map.of()).bind("kafka", KafkaConfig.class));
      Awaitility.await()
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                books.read();
                assertThat(books.interactions)
                    .as(() -> read(dir.resolve("third.log")))
                    .isEqualTo(
                        Set.copyOf(sent.stream().map(trace -> trace.truth().traceId()).toList()));
                assertThat(books.decisions).hasSize(sent.size());
                assertThat(books.eligible()).isEqualTo(sent.stream().filter(UpIT::checked).count());
                assertThat(books.spanLedger())
                    .as("the ledger of spans against the topic")
                    .isEqualTo(books.onTheWire());
              });
      assertThat(requestsOnThePage(page)).contains("\"matched\":" + sent.size());
    } finally {
      up.destroy();
      up.waitFor(60, TimeUnit.SECONDS);
    }
  }

  /** Whether the check looks at the answer and says yes or no. */
  private static boolean checked(GeneratedTrace trace) {
    return Set.of("pass", "fail").contains(ExpectedOutcomes.of(trace.truth(), CHECK));
  }

  /** A third of the traffic, exported again and again until it is acknowledged. */
  private static void send(OtlpSender sender, List<GeneratedTrace> sent) throws Exception {
    TraceFactory factory = new TraceFactory(sent.size(), new Behaviour(false));
    long end = System.currentTimeMillis() - Duration.ofMinutes(30).toMillis();
    for (int i = 0; i < TRACES / 3; i += 10) {
      List<GeneratedTrace> batch = new ArrayList<>();
      for (int j = 0; j < 10; j++) {
        batch.add(factory.next("v6", end + (i + j) * 500L));
      }
      assertThat(sender.logs(batch.stream().flatMap(trace -> trace.logs().stream()).toList()))
          .isTrue();
      assertThat(sender.spans(batch.stream().map(GeneratedTrace::spans).toList())).isTrue();
      sent.addAll(batch);
    }
  }

  /** The config that the command wrote itself, on free ports. */
  private Path config(int grpc, int http, int page, int broker) throws IOException {
    Path config = dir.resolve("config");
    FirstConfig.writeIfAbsent(config);
    Path file = config.resolve(ConfigDirectory.FILE);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("port: 4317", "port: " + grpc)
            .replace("port: 4318", "port: " + http)
            .replace("port: 8080", "port: " + page)
            .replace("127.0.0.1:9092", "127.0.0.1:" + broker)
            .replaceAll("port: 946\\d", "port: 0"));
    return config;
  }

  private Process start(Path config, String name) throws IOException {
    Path data = dir.resolve("data");
    Path log = dir.resolve(name + ".log");
    Process process =
        new ProcessBuilder(
                Installation.java(
                    "768m", "up", "--data", data.toString(), "--config", config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> !process.isAlive() || Files.readString(log).contains("Plumbline is up"));
    assertThat(process.isAlive()).as(() -> read(log)).isTrue();
    return process;
  }

  private static String requestsOnThePage(int page) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + page + "/api/requests")).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** What stands on the topics. */
  private static final class Books {
    private final Set<String> interactions = new HashSet<>();
    private final Set<String> decisions = new HashSet<>();
    private final Map<String, SliWindow> windows = new HashMap<>();
    private final TopicTail<Interaction> interactionTail;
    private final TopicTail<Decision> decisionTail;
    private final TopicTail<SliWindow> windowTail;
    private final TopicTail<ExportTraceServiceRequest> spanTail;
    private final TopicTail<SpanLedger> ledgerTail;
    private final Map<String, SpanLedger> ledger = new HashMap<>();
    private final Set<ByteString> spans = new HashSet<>();
    private long spanRecords;

    Books(KafkaConfig kafka) {
      interactionTail =
          new TopicTail<>(kafka, TopicCatalog.INTERACTIONS, Interaction.getDefaultInstance());
      decisionTail = new TopicTail<>(kafka, TopicCatalog.DECISIONS, Decision.getDefaultInstance());
      windowTail = new TopicTail<>(kafka, TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance());
      spanTail =
          new TopicTail<>(
              kafka, TopicCatalog.OTLP_SPANS, ExportTraceServiceRequest.getDefaultInstance());
      ledgerTail =
          new TopicTail<>(kafka, TopicCatalog.SPAN_LEDGER, SpanLedger.getDefaultInstance());
    }

    void read() {
      interactionTail.poll((key, interaction) -> interactions.add(interaction.getTraceId()));
      decisionTail.poll(
          (key, decision) -> {
            if (decision.getEvaluator().getId().equals(CHECK)) {
              decisions.add(decision.getInteractionId());
            }
          });
      windowTail.poll(windows::put, windows::remove);
      spanTail.poll((key, request) -> spans(request));
      ledgerTail.poll(ledger::put);
    }

    private void spans(ExportTraceServiceRequest request) {
      request.getResourceSpansList().stream()
          .flatMap(resource -> resource.getScopeSpansList().stream())
          .flatMap(scope -> scope.getSpansList().stream())
          .forEach(
              span -> {
                spanRecords++;
                spans.add(span.getTraceId().concat(span.getSpanId()));
              });
    }

    /** What the ledger must say when all is done. */
    Map<String, Long> onTheWire() {
      return Map.of(
          "received",
          spanRecords,
          "taken",
          (long) spans.size(),
          "duplicate",
          spanRecords - spans.size(),
          "missing",
          0L,
          "open",
          0L);
    }

    /** What it says, whatever was killed in between. */
    Map<String, Long> spanLedger() {
      SpanTotals totals =
          SpanTotals.of(ledger.values().stream().map(SpanLedger::getSpans).toList());
      return Map.of(
          "received", totals.received(),
          "taken", totals.count("in_interaction") + totals.count("late_addition"),
          "duplicate", totals.count("duplicate"),
          "missing", totals.missing(),
          "open", totals.count("open"));
    }

    /** Answers that the check's windows hold, in the slice of everything. */
    long eligible() {
      return windows.values().stream()
          .filter(window -> window.getMetric().equals(CHECK))
          .filter(window -> everything(window.getSlice()))
          .flatMap(window -> window.getStrataList().stream())
          .mapToLong(StratumSums::getEligible)
          .sum();
    }

    private static boolean everything(Slice slice) {
      return !slice.hasEnvironment()
          && !slice.hasService()
          && !slice.hasRoute()
          && !slice.hasModel()
          && !slice.hasPromptVersion();
    }
  }
}
