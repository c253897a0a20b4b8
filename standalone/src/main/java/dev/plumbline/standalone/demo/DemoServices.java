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
import dev.plumbline.standalone.llm.ErrorRates;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.topics.TopicCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;

/**
 * Broker, scripted LLM and the four services in one JVM, wired as they are when run apart. When one
 * does not start, those before it are closed.
 */
final class DemoServices implements AutoCloseable {
  private static final Duration JUDGE_LATENCY = Duration.ofMillis(150);

  private final Deque<Component> running = new ArrayDeque<>();
  private final KafkaConfig kafka;
  private final IngestApp ingest;
  private final ConsoleApp console;

  DemoServices(DemoOptions options, Steps steps) {
    try {
      EmbeddedBroker broker = start(new EmbeddedBroker(options.dataDir().resolve("broker"), 0));
      steps.done("broker ready at " + broker.bootstrapServers() + " (one node, this machine only)");
      ConfigDirectory config = config(options, broker, judge(options, steps));
      kafka = config.bind("kafka", KafkaConfig.class);
      Topics.ensure(kafka, TopicCatalog.ALL);
      start(new ScoringApp(config, Metrics.create("scoring-streams")));
      ingest = start(new IngestApp(config, Metrics.create("ingest")));
      start(new JudgeApp(config, Metrics.create("judge-worker")));
      console = start(new ConsoleApp(config, Metrics.create("console")));
      steps.done("ingest, scoring, judge (simulated) and console started");
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private ScriptedLlm judge(DemoOptions options, Steps steps) {
    ErrorRates errors = ErrorRates.TYPICAL;
    ScriptedLlm llm =
        start(new ScriptedLlm(0, JUDGE_LATENCY, options.seed(), errors, FaultScript.none()));
    steps.done(
        String.format(
            Locale.ROOT,
            "simulated judge ready at %s: passes %.0f %% of bad answers, fails %.0f %% of good ones",
            llm.baseUrl(),
            100 * errors.passesBad(),
            100 * errors.failsGood()));
    return llm;
  }

  private static ConfigDirectory config(
      DemoOptions options, EmbeddedBroker broker, ScriptedLlm llm) {
    Path dir = options.dataDir().resolve("config");
    DemoConfig.write(
        dir,
        broker.bootstrapServers(),
        options.dataDir().resolve("state"),
        llm.baseUrl(),
        options.grpcPort(),
        options.httpPort(),
        options.consolePort());
    return ConfigDirectory.open(dir, Map.of());
  }

  private <C extends Component> C start(C component) {
    running.push(component);
    component.start();
    return component;
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

  /** Closes them, the last started first. */
  @Override
  public void close() {
    while (!running.isEmpty()) {
      running.pop().close();
    }
  }
}
