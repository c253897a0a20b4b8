package dev.plumbline.standalone.e2e;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.standalone.demo.DemoConfig;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.topics.TopicCatalog;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Broker and the four services as processes of their own, as a user would run them. */
final class Installation implements AutoCloseable {
  final int grpcPort = freePort();
  final int httpPort = freePort();
  final int consolePort = freePort();
  private final Path dir;
  private final ScriptedLlm llm = new ScriptedLlm(0, 50);
  private final Map<String, Process> processes = new LinkedHashMap<>();
  private final KafkaConfig kafka;

  Installation(Path dir) throws IOException {
    this.dir = dir;
    llm.start();
    String bootstrap = "127.0.0.1:" + freePort();
    DemoConfig.write(
        dir, bootstrap, dir.resolve("state"), llm.baseUrl(), grpcPort, httpPort, consolePort);
    kafka = ConfigDirectory.open(dir, Map.of()).bind("kafka", KafkaConfig.class);
    start("broker");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(() -> Topics.ensure(kafka, TopicCatalog.ALL));
    for (String part : List.of("scoring-streams", "ingest", "judge-worker", "console")) {
      start(part);
    }
    awaitHttp("http://127.0.0.1:" + httpPort + "/v1/traces");
  }

  KafkaConfig kafka() {
    return kafka;
  }

  Map<String, Process> processes() {
    return processes;
  }

  private void start(String part) throws IOException {
    List<String> command = java("384m", "run", part, "--config", dir.toString());
    processes.put(
        part,
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve(part + ".log").toFile())
            .start());
  }

  /** The command line of the plumbline command in a JVM of its own. */
  static List<String> java(String heap, String... arguments) throws IOException {
    Path target = Path.of("target");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                target.resolve("classes").toAbsolutePath()
                    + ":"
                    + Files.readString(target.resolve("classpath.txt")),
                "dev.plumbline.standalone.cli.PlumblineMain"));
    command.addAll(List.of(arguments));
    return command;
  }

  private static void awaitHttp(String uri) {
    HttpClient client = HttpClient.newHttpClient();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () ->
                client
                        .send(
                            HttpRequest.newBuilder(URI.create(uri)).GET().build(),
                            HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                    == 405);
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws Exception {
    for (Process process : List.copyOf(processes.values()).reversed()) {
      process.destroy();
      if (!process.waitFor(40, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    llm.close();
  }
}
