package dev.plumbline.standalone.demo;

import dev.plumbline.console.ConsoleApp;
import dev.plumbline.ingest.IngestApp;
import dev.plumbline.judge.JudgeApp;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.metrics.Metrics;
import dev.plumbline.scoring.ScoringApp;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.topics.TopicCatalog;
import java.nio.file.Path;
import java.util.Map;

/** Broker, scripted LLM and the four services in one JVM, wired as they are when run apart. */
final class DemoServices implements AutoCloseable {
  private static final long JUDGE_LATENCY_MILLIS = 150;

  private final EmbeddedBroker broker;
  private final ScriptedLlm llm;
  private final KafkaConfig kafka;
  private final IngestApp ingest;
  private final ScoringApp scoring;
  private final JudgeApp judge;
  private final ConsoleApp console;

  DemoServices(DemoOptions options, Steps steps) {
    broker = new EmbeddedBroker(options.dataDir().resolve("broker"), 0);
    broker.start();
    steps.done("broker ready at " + broker.bootstrapServers() + " (one node, this machine only)");
    llm = new ScriptedLlm(0, JUDGE_LATENCY_MILLIS);
    llm.start();
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
    ingest = new IngestApp(directory, Metrics.create("ingest"));
    scoring = new ScoringApp(directory, Metrics.create("scoring-streams"));
    judge = new JudgeApp(directory, Metrics.create("judge-worker"));
    console = new ConsoleApp(directory, Metrics.create("console"));
    scoring.start();
    ingest.start();
    judge.start();
    console.start();
    steps.done("ingest, scoring, judge (simulated) and console started");
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

  @Override
  public void close() {
    ingest.close();
    scoring.close();
    judge.close();
    console.close();
    llm.close();
    broker.close();
  }
}
