package dev.plumbline.bench.day;

import dev.plumbline.bench.process.Child;
import dev.plumbline.bench.process.Readings;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.standalone.cli.PlumblineMain;
import dev.plumbline.standalone.machine.FirstConfig;
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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * {@code plumbline up} as a process, with the times that it keeps things for made shorter, so that
 * a day of traffic in minutes meets the end of each of them.
 */
final class DayMachine implements AutoCloseable {
  private static final String HEAP = "1g";
  private static final int START_TRIES = 300;
  private static final int OK = 200;

  /** Instead of a day and more: eight simulated hours. */
  static final Duration KEPT = Duration.ofMinutes(8);

  private static final Duration SEGMENT = Duration.ofMinutes(1);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int grpc = freePort();
  private final int http = freePort();
  private final int admin = freePort();
  private final Path data;
  private final KafkaConfig kafka;
  private final Child process;

  DayMachine(Path dir) throws IOException, InterruptedException, ExecutionException {
    data = dir.resolve("data");
    Path config = Files.createDirectories(dir.resolve("config"));
    Files.writeString(config.resolve("plumbline.yaml"), yaml());
    kafka = ConfigDirectory.open(config, Map.of()).bind("kafka", KafkaConfig.class);
    // The rest of the config is what a new installation begins with.
    copyFirst(dir.resolve("first"), config);
    process =
        Child.start(
            "up",
            dir,
            HEAP,
            PlumblineMain.class,
            "up",
            "--data",
            data.toString(),
            "--config",
            config.toString());
    try {
      awaitReady();
      shorten();
    } catch (InterruptedException | ExecutionException | RuntimeException e) {
      process.close();
      throw e;
    }
  }

  int grpcPort() {
    return grpc;
  }

  int httpPort() {
    return http;
  }

  Footprint footprint(int hour, long answers) throws IOException, InterruptedException {
    Disk disk = new Disk(data);
    return new Footprint(
        hour,
        answers,
        process.residentBytes(),
        Readings.sum(get("/metrics").body(), "jvm_memory_used_bytes", "area=\"heap\""),
        disk.stateBytes(),
        disk.shortBytes(),
        disk.longBytes(),
        disk.internalBytes());
  }

  private static void copyFirst(Path first, Path config) throws IOException {
    FirstConfig.writeIfAbsent(first);
    for (String file : List.of("hot/checks.yaml", "hot/sampling.yaml")) {
      Files.createDirectories(config.resolve(file).getParent());
      Files.copy(first.resolve(file), config.resolve(file));
    }
  }

  private String yaml() throws IOException {
    return """
        kafka: {bootstrapServers: "127.0.0.1:%d", partitions: 4}
        ingest:
          auth: {anonymous: loopback}
          grpc: {host: 127.0.0.1, port: %d}
          http: {host: 127.0.0.1, port: %d}
          admin: {port: %d}
        scoring:
          admin: {port: 0}
          stateDir: %s
          assembly: {rootIdle: 1s, idle: 3s, maxAge: 1m, keepContent: 10s, keepCompact: 1m}
          windows: {keep: 8h}
          signals: {keepAnswers: 8m, conversationRest: 5m}
        console: {http: {host: 127.0.0.1, port: 0}, admin: {port: 0}}
        """
        .formatted(freePort(), grpc, http, admin, data.resolve("state"));
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
    throw new IllegalStateException("up did not start, see its log");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void shorten() throws InterruptedException, ExecutionException {
    Map<ConfigResource, Collection<AlterConfigOp>> changes =
        TopicCatalog.ALL.stream()
            .filter(Disk::isShort)
            .map(topic -> topic.name(kafka.topicPrefix()))
            .collect(
                Collectors.toMap(
                    name -> new ConfigResource(ConfigResource.Type.TOPIC, name),
                    name -> List.of(set("retention.ms", KEPT), set("segment.ms", SEGMENT))));
    try (Admin client = Admin.create(new KafkaSettings(kafka).admin("bench"))) {
      client.incrementalAlterConfigs(changes).all().get();
    }
  }

  private static AlterConfigOp set(String key, Duration value) {
    return new AlterConfigOp(
        new ConfigEntry(key, Long.toString(value.toMillis())), AlterConfigOp.OpType.SET);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.close();
    client.close();
  }
}
