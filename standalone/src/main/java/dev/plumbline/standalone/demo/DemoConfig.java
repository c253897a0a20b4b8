package dev.plumbline.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Writes the demo's config directory: the files that every installation has, with ports, shortened
 * idle times and the scripted judge filled in.
 */
public final class DemoConfig {
  private DemoConfig() {}

  /** Writes the directory. */
  public static void write(
      Path dir,
      String bootstrap,
      Path stateDir,
      String judgeUrl,
      int grpcPort,
      int httpPort,
      int consolePort) {
    String cold =
        """
        kafka:
          bootstrapServers: %s
          partitions: 4
          # A busy machine may hold the demo up for longer than the 10 s that Kafka Streams allows a transaction.
          properties: {transaction.timeout.ms: 60000}
        ingest:
          auth: {anonymous: loopback}
          grpc: {host: 127.0.0.1, port: %d}
          http: {host: 127.0.0.1, port: %d}
          admin: {port: 0}
        scoring:
          admin: {port: 0}
          instanceId: scoring-0
          stateDir: %s
          threads: 1
          assembly: {rootIdle: 1s, idle: 3s, maxAge: 1m, keepContent: 2m, keepCompact: 10m}
        judge:
          admin: {port: 0}
          instanceId: judge-0
          judges:
            - {id: primary, baseUrl: "%s", model: judge-sim-2026-11-01, price: {inputPerMillionUsd: 0.15, outputPerMillionUsd: 0.60}}
        console:
          http: {host: 127.0.0.1, port: %d}
          admin: {port: 0}
          simulated: true
        """
            .formatted(bootstrap, grpcPort, httpPort, stateDir, judgeUrl, consolePort);
    try {
      Files.createDirectories(dir.resolve("hot"));
      Files.createDirectories(dir.resolve("rubrics"));
      Files.writeString(dir.resolve("plumbline.yaml"), cold);
      Files.writeString(dir.resolve("hot/checks.yaml"), resource("/demo/checks.yaml"));
      Files.writeString(dir.resolve("hot/sampling.yaml"), resource("/demo/sampling.yaml"));
      Files.writeString(
          dir.resolve("rubrics/answer-quality.yaml"), resource("/rubrics/answer-quality.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the demo's config to " + dir, e);
    }
  }

  /** The checks that the services and the offline suite run. */
  static String checks() {
    try {
      return resource("/demo/checks.yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(DemoConfig.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
