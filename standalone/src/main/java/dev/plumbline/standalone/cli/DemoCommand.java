package dev.plumbline.standalone.cli;

import dev.plumbline.runtime.lifecycle.StopSignal;
import dev.plumbline.runtime.log.JulBridge;
import dev.plumbline.standalone.demo.Demo;
import dev.plumbline.standalone.demo.DemoOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs everything on this machine with simulated traffic. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Everything in one process: a broker, the services, simulated traffic, and a prompt that"
            + " makes answers worse.")
final class DemoCommand implements Callable<Integer> {
  private static final int GRPC = 4317;
  private static final int HTTP = 4318;
  private static final int CONSOLE = 8080;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Everything generated follows from it (default ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--headless",
      description = "Run the scenario to its end, check every count, and exit.")
  private boolean headless;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write a JSON report (with --headless).")
  private @Nullable Path report;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "regression or none: a harmless v7 (default ${DEFAULT-VALUE}).")
  private Scenario scenario = Scenario.regression;

  /** What v7 does. */
  enum Scenario {
    regression,
    none
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    JulBridge.install();
    StopSignal stop = StopSignal.install();
    Path data = Files.createTempDirectory("plumbline-demo");
    try {
      DemoOptions options =
          new DemoOptions(
              seed,
              headless,
              Optional.ofNullable(report),
              scenario == Scenario.none,
              headless ? 0 : freeOr(CONSOLE),
              headless ? 0 : freeOr(GRPC),
              headless ? 0 : freeOr(HTTP),
              data);
      return new Demo(System.out, Clock.systemUTC(), stop::requested).run(options);
    } finally {
      delete(data);
    }
  }

  /** The usual port, or any free one when something listens there. */
  private static int freeOr(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
      return port;
    } catch (IOException e) {
      return 0;
    }
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
