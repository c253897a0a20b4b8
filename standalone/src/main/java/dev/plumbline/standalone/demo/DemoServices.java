package dev.plumbline.standalone.demo;

import dev.plumbline.console.ConsoleApp;
import dev.plumbline.ingest.IngestApp;
import dev.plumbline.judge.JudgeApp;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.metrics.Metrics;
import dev.plumbline.scoring.ScoringApp;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.topics.TopicCatalog;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** Broker, scripted LLM and the four services in one JVM, wired as they are when run apart. */
final class DemoServices implements AutoCloseable {
  private static final long JUDGE_LATENCY_MILLIS = 150;

  private final Deque<Component> started = new ArrayDeque<>();
  private final KafkaConfig kafka;
  private final IngestApp ingest;
  private final ConsoleApp console;

  DemoServices(DemoOptions options, Steps steps) {
    try {
      EmbeddedBroker broker = start(new EmbeddedBroker(options.dataDir().resolve("broker"), 0));
      steps.done("broker ready at " + broker.bootstrapServers() + " (one node, this machine only)");
      ScriptedLlm llm = start(new ScriptedLlm(0, JUDGE_LATENCY_MILLIS));
      Path config = options.dataDir().resolve("config");
      DemoConfig.write(
          config,
          broker.bootstrapServers(),
          options.dataDir().resolve("state"),
          llm.baseUrl(),
          options.grpcPort(),
          options.httpPort(),
          options.consolePort());
      ConfigDirectory directory = ConfigDirectory.open(config, Map.of());
      kafka = directory.bind("kafka", KafkaConfig.class);
      Topics.ensure(kafka, TopicCatalog.ALL);
      start(new ScoringApp(directory, Metrics.create("scoring-streams")));
      ingest = start(new IngestApp(directory, Metrics.create("ingest")));
      start(new JudgeApp(directory, Metrics.create("judge-worker")));
      console = start(new ConsoleApp(directory, Metrics.create("console")));
      steps.done("ingest, scoring, judge (simulated) and console started");
    } catch (RuntimeException | Error e) {
      // What was started must not outlive a demo that could not.
      close();
      throw e;
    }
  }

  KafkaConfig kafka() {
    return kafka;
  }

  int grpcPort() {
    return ingest.grpcPort();
  }

  int httpPort() {
    return ingest.httpPort();
  }

  int consolePort() {
    return console.port();
  }

  /** The last one started goes first; the broker goes last. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }

  private <T extends Component> T start(T part) {
    started.push(part);
    part.start();
    return part;
  }
}
