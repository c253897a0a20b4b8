package dev.plumbline.bench.judge;

import dev.plumbline.bench.process.Child;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.standalone.cli.PlumblineMain;
import dev.plumbline.standalone.demo.DemoConfig;
import dev.plumbline.standalone.llm.ScriptedLlmMain;
import dev.plumbline.topics.TopicCatalog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A broker in this process, a judge worker on one core, and its endpoint on the others. */
final class JudgeMachine implements AutoCloseable {
  private static final String HEAP = "1g";
  private static final List<String> ONE_CORE = List.of("taskset", "-c", "0");
  private static final int START_TRIES = 300;
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int admin = freePort();
  private final EmbeddedBroker broker;
  private final KafkaConfig kafka;
  private final Child endpoint;
  private final Child worker;

  /**
   * Starts everything.
   *
   * @param latency of a call
   * @param inFlight calls at most
   */
  JudgeMachine(Path dir, Duration latency, int inFlight) throws IOException, InterruptedException {
    broker = new EmbeddedBroker(dir.resolve("broker"), 0);
    broker.start();
    int port = freePort();
    String llm = "http://127.0.0.1:" + port + "/v1";
    Path config = dir.resolve("config");
    DemoConfig.write(config, broker.bootstrapServers(), dir.resolve("state"), llm, 0, 0, 0);
    Files.writeString(config.resolve("plumbline.yaml"), yaml(llm, inFlight));
    kafka = ConfigDirectory.open(config, Map.of()).bind("kafka", KafkaConfig.class);
    Topics.ensure(kafka, List.of(TopicCatalog.JUDGE_REQUESTS, TopicCatalog.JUDGE_VERDICTS));
    endpoint =
        Child.start(
            "endpoint",
            dir,
            HEAP,
            ScriptedLlmMain.class,
            "127.0.0.1:" + port,
            Long.toString(latency.toMillis()));
    worker =
        Child.startWith(
            ONE_CORE,
            "judge-worker",
            dir,
            HEAP,
            PlumblineMain.class,
            "run",
            "judge-worker",
            "--config",
            config.toString());
    try {
      awaitReady();
    } catch (InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  KafkaConfig kafka() {
    return kafka;
  }

  /** CPU time of the worker so far. */
  Duration cpu() {
    return worker.cpu();
  }

  /** CPU time of its compiler threads so far. */
  Duration compilerCpu() {
    return worker.compilerCpu();
  }

  long residentBytes() {
    return worker.residentBytes();
  }

  /** Requests that are being judged now. */
  long inFlight() throws InterruptedException {
    try {
      return get("/metrics")
          .body()
          .lines()
          .filter(line -> line.startsWith("plumbline_judge_in_flight_requests"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    } catch (IOException e) {
      return 0;
    }
  }

  private String yaml(String llm, int inFlight) {
    return """
        kafka: {bootstrapServers: "%s", partitions: 4}
        judge:
          admin: {port: %d}
          limits: {callsInFlight: %d, bytesInFlight: 256MiB}
          judges:
            - {id: primary, baseUrl: "%s", model: judge-sim-2026-11-01}
        """
        .formatted(broker.bootstrapServers(), admin, inFlight, llm);
  }

  private void awaitReady() throws InterruptedException {
    for (int i = 0; i < START_TRIES; i++) {
      try {
        if (get("/readyz").statusCode() == OK) {
          return;
        }
      } catch (IOException e) {
        // Not listening yet.
      }
      Thread.sleep(200);
    }
    throw new IllegalStateException("the judge worker did not start, see its log");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path))
            .timeout(Duration.ofSeconds(10))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    worker.close();
    endpoint.close();
    broker.close();
    client.close();
  }
}
