package dev.plumbline.standalone.senders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.verify.NotHere;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** An application with the OpenTelemetry SDK for Node, installed as its lock file says. */
final class NodeSender {
  private static final int INSTALL_SECONDS = 120;
  private static final int SEND_SECONDS = 150;

  private final Path dir;

  private NodeSender(Path dir) {
    this.dir = dir;
  }

  /** Installs the SDK into a directory. */
  static NodeSender install(Path dir) throws Exception {
    int major = version();
    if (major < 20) {
      throw new NotHere("no Node: found version " + major + ", expected 20 or later");
    }
    Files.createDirectories(dir);
    for (String file : List.of("package.json", "package-lock.json", "send.mjs")) {
      try (var in =
          Objects.requireNonNull(NodeSender.class.getResourceAsStream("/senders/node/" + file))) {
        Files.copy(in, dir.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Process npm = start(dir, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    if (!npm.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS) || npm.exitValue() != 0) {
      npm.destroyForcibly();
      throw new NotHere("npm ci did not install the SDK, see " + dir.resolve("npm.log"));
    }
    return new NodeSender(dir);
  }

  /**
   * Begins to send.
   *
   * @param protocol as in OTEL_EXPORTER_OTLP_PROTOCOL
   * @param pause between two traces
   */
  Process begin(KnownTraces known, String protocol, String url, String compression, Duration pause)
      throws IOException {
    Path file = dir.resolve(known.service() + ".json");
    Files.writeString(file, KnownJson.text(known));
    return start(
        dir,
        "node",
        "send.mjs",
        file.toString(),
        protocol,
        url,
        compression,
        "" + pause.toMillis());
  }

  /** Waits until everything was acknowledged. */
  static void end(Process sender) throws InterruptedException {
    assertThat(sender.waitFor(SEND_SECONDS, TimeUnit.SECONDS)).as("the sender ends").isTrue();
    assertThat(sender.exitValue()).as("no export was given up, see node.log").isZero();
  }

  private static int version() throws NotHere, InterruptedException {
    try {
      Process node = new ProcessBuilder("node", "--version").start();
      String version = new String(node.getInputStream().readAllBytes());
      node.waitFor();
      return Integer.parseInt(version.substring(1, version.indexOf('.')));
    } catch (IOException e) {
      throw new NotHere("no Node: expected node and npm on the PATH, version 20 or later");
    }
  }

  private static Process start(Path dir, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(dir.resolve(command[0] + ".log").toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }
}
