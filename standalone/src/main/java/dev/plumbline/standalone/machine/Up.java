package dev.plumbline.standalone.machine;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.standalone.broker.BrokerApp;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** The one machine for real use: its data stays, and its start says where everything is. */
public final class Up implements Component {
  private final OneMachine machine;
  private final boolean judged;
  private final PrintStream out;

  /**
   * Wires everything; nothing is started.
   *
   * @param data where the broker's log lives
   * @param out what the start says
   */
  public Up(ConfigDirectory config, Path data, PrintStream out) {
    machine = new OneMachine(config, new BrokerApp(config, data.resolve("broker")));
    judged = config.has("judge");
    this.out = out;
  }

  @Override
  public void start() {
    machine.start();
    out.printf(
        """
        Plumbline is up, %.1f s after the start.
          Page      http://127.0.0.1:%d
          Traces    OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:%d   (gRPC: %d)
          Scores    topic %sscores.v1 at %s
          Judge     %s
        Ctrl-C stops it and keeps what it has; a second one stops it at once.
        """,
        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
        machine.consolePort(),
        machine.httpPort(),
        machine.grpcPort(),
        machine.kafka().topicPrefix(),
        machine.kafka().bootstrapServers(),
        judged ? "on, as hot/sampling.yaml says" : "none: add the section judge to plumbline.yaml");
  }

  @Override
  public Health check() {
    return machine.check();
  }

  @Override
  public Health alive() {
    return machine.alive();
  }

  @Override
  public void close() {
    machine.close();
  }
}
