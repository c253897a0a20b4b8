package dev.plumbline.bench.ingest;

import dev.plumbline.bench.baseline.BaselineMain;
import dev.plumbline.bench.process.Child;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.standalone.cli.PlumblineMain;
import dev.plumbline.topics.TopicCatalog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/** A broker, our ingest, the baseline and the generator, each a process of its own. */
final class Installation implements AutoCloseable {
  private static final String HEAP = "512m";
  private static final String GENERATOR_HEAP = "1g";
  private static final Duration START_WITHIN = Duration.ofSeconds(60);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final Map<Side, Child> receivers = new EnumMap<>(Side.class);
  private final Map<Side, Integer> ports = new EnumMap<>(Side.class);
  private final KafkaConfig kafka;
  private final Child broker;
  private final GeneratorProcess generator;
  private final int adminPort;

  /** Starts everything; logs and Kafka's data go to the directory. */
  Installation(Path dir, BaselineProducer producer) throws IOException, InterruptedException {
    String bootstrap = "127.0.0.1:" + freePort();
    adminPort = freePort();
    for (Side side : Side.values()) {
      ports.put(side, freePort());
      String properties = side == Side.BASELINE ? producer.properties() : "";
      String kafka = "{bootstrapServers: '%s', properties: {%s}}".formatted(bootstrap, properties);
      write(dir.resolve(side.name()), kafka, ports.get(side), freePort(), adminPort);
    }
    String config = dir.resolve(Side.OURS.name()).toString();
    kafka = ConfigDirectory.open(Path.of(config), Map.of()).bind("kafka", KafkaConfig.class);
    try {
      broker =
          keep(
              Child.start(
                  "broker", dir, HEAP, PlumblineMain.class, "run", "broker", "--config", config));
      await(
          "the broker",
          () -> {
            Topics.ensure(kafka, List.of(TopicCatalog.OTLP_SPANS, TopicCatalog.OTLP_LOGS));
            return true;
          });
      receivers.put(
          Side.OURS,
          keep(
              Child.start(
                  "ingest", dir, HEAP, PlumblineMain.class, "run", "ingest", "--config", config)));
      receivers.put(
          Side.BASELINE,
          keep(
              Child.start(
                  "baseline",
                  dir,
                  HEAP,
                  BaselineMain.class,
                  dir.resolve(Side.BASELINE.name()).toString())));
      for (Side side : Side.values()) {
        int port = port(side);
        await(side + " on port " + port, () -> listens(port));
      }
      generator = keep(new GeneratorProcess(dir, GENERATOR_HEAP));
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  Child receiver(Side side) {
    return Objects.requireNonNull(receivers.get(side));
  }

  int port(Side side) {
    return Objects.requireNonNull(ports.get(side));
  }

  Child broker() {
    return broker;
  }

  GeneratorProcess generator() {
    return generator;
  }

  KafkaConfig kafka() {
    return kafka;
  }

  /** Where our ingest's admin server listens. */
  int adminPort() {
    return adminPort;
  }

  private <T extends AutoCloseable> T keep(T part) {
    started.push(part);
    return part;
  }

  private static void write(Path dir, String kafka, int grpc, int http, int admin)
      throws IOException {
    Files.createDirectories(dir);
    Files.writeString(
        dir.resolve("plumbline.yaml"),
        """
        kafka: %s
        ingest:
          auth: {anonymous: loopback}
          grpc: {host: 127.0.0.1, port: %d}
          http: {host: 127.0.0.1, port: %d}
          admin: {port: %d}
        """
            .formatted(kafka, grpc, http, admin));
  }

  private static void await(String what, Callable<Boolean> ready) throws InterruptedException {
    long giveUp = System.nanoTime() + START_WITHIN.toNanos();
    while (true) {
      try {
        if (ready.call()) {
          return;
        }
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception e) {
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException(what + " did not start, see its log", e);
        }
      }
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException(what + " did not start, see its log");
      }
      Thread.sleep(200);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a process did not end", e);
      }
    }
  }
}
