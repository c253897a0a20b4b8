package dev.plumbline.standalone.machine;

import dev.plumbline.console.ConsoleApp;
import dev.plumbline.ingest.IngestApp;
import dev.plumbline.judge.JudgeApp;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Components;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.metrics.Metrics;
import dev.plumbline.scoring.ScoringApp;
import java.util.ArrayList;
import java.util.List;

/**
 * The broker and the services in one JVM, wired as they are when run apart. The judge worker is
 * there when the config has a section {@code judge}.
 */
public final class OneMachine implements Component {
  private final KafkaConfig kafka;
  private final IngestApp ingest;
  private final ConsoleApp console;
  private final Components parts;

  /**
   * Wires everything; nothing is started.
   *
   * @param config names the broker's address
   * @param broker not started yet
   * @throws dev.plumbline.runtime.config.ConfigException when a part cannot use its config
   */
  public OneMachine(ConfigDirectory config, Component broker) {
    kafka = config.bind("kafka", KafkaConfig.class);
    ingest = new IngestApp(config, Metrics.create("ingest"));
    console = new ConsoleApp(config, Metrics.create("console"));
    List<Component> inOrder = new ArrayList<>();
    inOrder.add(broker);
    inOrder.add(new ScoringApp(config, Metrics.create("scoring-streams")));
    inOrder.add(ingest);
    if (config.has("judge")) {
      inOrder.add(new JudgeApp(config, Metrics.create("judge-worker")));
    } else {
      console.startsWithout("judge");
    }
    inOrder.add(console);
    parts = new Components(inOrder);
  }

  @Override
  public void start() {
    parts.start();
  }

  @Override
  public Health check() {
    return parts.check();
  }

  @Override
  public Health alive() {
    return parts.alive();
  }

  /** Closes the parts, the last started first. */
  @Override
  public void close() {
    parts.close();
  }

  /** How the services reach the broker. */
  public KafkaConfig kafka() {
    return kafka;
  }

  /** The port of OTLP/gRPC. */
  public int grpcPort() {
    return ingest.grpcPort();
  }

  /** The port of OTLP/HTTP. */
  public int httpPort() {
    return ingest.httpPort();
  }

  /** The port of the page. */
  public int consolePort() {
    return console.port();
  }
}
