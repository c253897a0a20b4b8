package dev.plumbline.bench.slices;

import dev.plumbline.bench.process.Child;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
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
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker and scoring-streams, each a process of its own, with the settings of a first start. */
final class SlicesMachine implements AutoCloseable {
  private static final String HEAP = "512m";
  private static final int TRIES = 600;
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final int admin = freePort();
  private final Path dir;
  private final KafkaConfig kafka;
  private final Child broker;
  private Child scoring;

  /**
   * Starts both.
   *
   * @param windows the key {@code scoring.windows}, as YAML
   */
  SlicesMachine(Path dir, String windows) throws IOException, InterruptedException {
    this.dir = Files.createDirectories(dir);
    FirstConfig.writeIfAbsent(dir);
    Files.writeString(
        dir.resolve(ConfigDirectory.FILE),
        """
        kafka: {bootstrapServers: "127.0.0.1:%d", partitions: 4}
        scoring:
          admin: {port: %d}
          stateDir: %s
          assembly: {rootIdle: 1s, idle: 3s, maxAge: 1m, keepContent: 10s, keepCompact: 1m}
          windows: %s
        """
            .formatted(freePort(), admin, dir.resolve("state"), windows));
    kafka = ConfigDirectory.open(dir, Map.of()).bind("kafka", KafkaConfig.class);
    broker = start("broker");
    for (int i = 0; !topics(); i++) {
      pause(i, "the broker");
    }
    scoring = start("scoring-streams");
    awaitReady();
  }

  private Child start(String part) throws IOException {
    return Child.start(
        part, dir, HEAP, PlumblineMain.class, "run", part, "--config", dir.toString());
  }

  private boolean topics() {
    try {
      Topics.ensure(kafka, TopicCatalog.ALL);
      return true;
    } catch (KafkaException | IllegalStateException e) {
      return false;
    }
  }

  KafkaSettings kafka() {
    return new KafkaSettings(kafka);
  }

  Path dir() {
    return dir;
  }

  /** CPU time of scoring so far, without its compiler's. */
  Duration cpu() {
    return scoring.cpu().minus(scoring.compilerCpu());
  }

  /** Sends traces, and returns when the broker has them. */
  void send(SlicedTraces traces, int count) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            kafka().producer("bench"), new StringSerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < count; i++) {
        SlicedTraces.Keyed trace = traces.next();
        var _ =
            producer.send(
                new ProducerRecord<>(TopicCatalog.OTLP_SPANS.name(""), trace.key(), trace.value()));
      }
    }
  }

  /** Ends scoring; its state stays. */
  void stop() {
    scoring.close();
  }

  /** Starts scoring again, and tells how long it takes until it can do its work. */
  Duration startAgain() throws IOException, InterruptedException {
    long before = System.nanoTime();
    scoring = start("scoring-streams");
    awaitReady();
    return Duration.ofNanos(System.nanoTime() - before);
  }

  private void awaitReady() throws InterruptedException {
    for (int i = 0; !ready(); i++) {
      pause(i, "scoring-streams");
    }
  }

  private boolean ready() throws InterruptedException {
    try {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin + "/readyz"))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == OK;
    } catch (IOException e) {
      return false;
    }
  }

  private void pause(int tries, String what) throws InterruptedException {
    if (tries == TRIES) {
      throw new IllegalStateException(what + " did not start, see its log in " + dir);
    }
    Thread.sleep(200);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    scoring.close();
    broker.close();
    client.close();
  }
}
