package dev.plumbline.standalone.senders;

import dev.plumbline.standalone.verify.NotHere;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real OpenTelemetry Collector in a process of its own. */
public final class Collector implements AutoCloseable {
  private static final String PROPERTY = "verify.collector";
  private static final String VARIABLE = "PLUMBLINE_VERIFY_COLLECTOR";
  private static final Duration START = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;

  private Collector(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** The binary that the caller of the row named. */
  public static Path binary() throws NotHere {
    String named = System.getProperty(PROPERTY, "");
    String path = named.isEmpty() ? System.getenv().getOrDefault(VARIABLE, "") : named;
    if (path.isEmpty()) {
      throw new NotHere(
          "no Collector: name its binary with --collector PATH or "
              + VARIABLE
              + "; docs/reference/verify.md says what it must hold");
    }
    if (!Files.isExecutable(Path.of(path))) {
      throw new NotHere("no Collector: found " + path + ", expected an executable file");
    }
    return Path.of(path).toAbsolutePath();
  }

  /**
   * Starts a Collector.
   *
   * @param name of its files in the directory
   * @param config its whole config but the telemetry about itself
   * @param port where it must be heard, 0 when it listens nowhere
   */
  public static Collector start(Path binary, Path dir, String name, String config, int port)
      throws IOException {
    Path file = dir.resolve(name + ".yaml");
    Path log = dir.resolve(name + ".log");
    Files.createDirectories(dir);
    Files.writeString(file, config);
    Process process =
        new ProcessBuilder(
                binary.toString(),
                "--config",
                file.toString(),
                "--config",
                "yaml:service::telemetry::metrics::level: none")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Collector collector = new Collector(process, log);
    Awaitility.await(name)
        .atMost(START)
        .until(
            () ->
                !process.isAlive()
                    || (port == 0 ? collector.said("Everything is ready") : heard(port)));
    if (!process.isAlive()) {
      throw new IOException(name + " ended: " + Files.readString(log));
    }
    return collector;
  }

  /** Whether its log holds these words. */
  boolean said(String words) throws IOException {
    return Files.readString(log).contains(words);
  }

  private static boolean heard(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
