package dev.plumbline.standalone.demo;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.standalone.llm.ErrorRates;
import dev.plumbline.standalone.llm.FaultScript;
import dev.plumbline.standalone.llm.ScriptedLlm;
import dev.plumbline.standalone.machine.OneMachine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** The one machine with a scripted LLM as its judge. When it does not start, all is closed. */
final class DemoServices implements AutoCloseable {
  private static final Duration JUDGE_LATENCY = Duration.ofMillis(150);

  private final ScriptedLlm llm;
  private final OneMachine machine;

  DemoServices(DemoOptions options, Steps steps) {
    ErrorRates errors = ErrorRates.TYPICAL;
    llm = new ScriptedLlm(0, JUDGE_LATENCY, options.seed(), errors, FaultScript.none());
    llm.start();
    steps.done(
        String.format(
            Locale.ROOT,
            "simulated judge ready at %s: passes %.0f %% of bad answers, fails %.0f %% of good"
                + " ones",
            llm.baseUrl(),
            100 * errors.passesBad(),
            100 * errors.failsGood()));
    try {
      EmbeddedBroker broker = new EmbeddedBroker(options.dataDir().resolve("broker"), 0);
      machine = new OneMachine(config(options, broker), broker);
      machine.start();
    } catch (RuntimeException | Error e) {
      llm.close();
      throw e;
    }
    steps.done("broker (one node, this machine only), ingest, scoring, judge and console started");
  }

  private ConfigDirectory config(DemoOptions options, EmbeddedBroker broker) {
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

  KafkaConfig kafka() {
    return machine.kafka();
  }

  int grpcPort() {
    return machine.grpcPort();
  }

  int httpPort() {
    return machine.httpPort();
  }

  int consolePort() {
    return machine.consolePort();
  }

  @Override
  public void close() {
    machine.close();
    llm.close();
  }
}
