package dev.plumbline.standalone.machine;

import dev.plumbline.console.ConsoleApp;
import dev.plumbline.console.ConsoleConfig;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.ingest.IngestApp;
import dev.plumbline.ingest.IngestConfig;
import dev.plumbline.judge.JudgeApp;
import dev.plumbline.judge.JudgeConfig;
import dev.plumbline.judge.provider.EndpointConfig;
import dev.plumbline.judge.provider.EndpointProbe;
import dev.plumbline.judge.provider.HttpJudgeClient;
import dev.plumbline.judge.rubric.Rubrics;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.config.ConfigException;
import dev.plumbline.runtime.config.SamplingFile;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.metrics.Metrics;
import dev.plumbline.runtime.redaction.RedactionConfig;
import dev.plumbline.scoring.ScoringApp;
import dev.plumbline.scoring.ScoringConfig;
import dev.plumbline.topics.TopicCatalog;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.common.errors.TimeoutException;

/** Whether every part could start from a config directory. Each is wired and none is started. */
public final class ConfigCheck {
  private final ConfigDirectory config;

  /** A check of this directory, which may be broken in any way. */
  public ConfigCheck(ConfigDirectory config) {
    this.config = config;
  }

  /** The parts that would run. */
  public List<String> parts() {
    List<String> parts = new ArrayList<>(List.of("ingest", "scoring-streams", "console"));
    if (config.has("judge")) {
      parts.add("judge-worker");
    }
    return List.copyOf(parts);
  }

  /** Everything that keeps a part from starting, each told once; empty when all could. */
  public List<String> problems() {
    Set<String> problems = new LinkedHashSet<>();
    collect(() -> config.read(ConfigDirectory.FILE), problems);
    if (!problems.isEmpty()) {
      return List.copyOf(problems);
    }
    // Each file by itself first: a part that is wired tells the first problem and no more.
    collect(() -> config.requireUsable(sections()), problems);
    collect(() -> config.parse(ConfigDirectory.CHECKS, CheckSuite::parse), problems);
    collect(() -> SamplingFile.read(config, SamplingPolicy::parse), problems);
    if (config.has("judge")) {
      collect(() -> Rubrics.load(config), problems);
    }
    if (problems.isEmpty()) {
      collect(() -> wire(IngestApp::new), problems);
      collect(() -> wire(ScoringApp::new), problems);
      collect(() -> wire(ConsoleApp::new), problems);
      if (config.has("judge")) {
        collect(() -> wire(JudgeApp::new), problems);
      }
    }
    return List.copyOf(problems);
  }

  private Map<String, Class<? extends Record>> sections() {
    Map<String, Class<? extends Record>> sections = new LinkedHashMap<>();
    sections.put("kafka", KafkaConfig.class);
    sections.put("redaction", RedactionConfig.class);
    sections.put("ingest", IngestConfig.class);
    sections.put("scoring", ScoringConfig.class);
    sections.put("console", ConsoleConfig.class);
    if (config.has("judge")) {
      sections.put("judge", JudgeConfig.class);
    }
    return sections;
  }

  /** What is wrong with what the config points at: broker, topics, judges. */
  public List<String> connectionProblems() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    KafkaConfig kafka = config.bind("kafka", KafkaConfig.class);
    try {
      problems.addAll(Topics.differences(kafka, TopicCatalog.ALL));
    } catch (IllegalStateException e) {
      problems.add("kafka " + kafka.bootstrapServers() + ": cannot be reached: " + reason(e));
    }
    if (config.has("judge")) {
      try (HttpClient http = HttpJudgeClient.transport()) {
        for (EndpointConfig judge : JudgeConfig.judgesOf(config)) {
          EndpointProbe.problem(judge, http)
              .ifPresent(
                  problem ->
                      problems.add(
                          "judge " + judge.id() + " at " + judge.baseUrl() + " " + problem));
        }
      }
    }
    return problems;
  }

  private void wire(BiFunction<ConfigDirectory, PrometheusMeterRegistry, Component> part) {
    part.apply(config, Metrics.create("check")).close();
  }

  private static void collect(Runnable step, Set<String> problems) {
    try {
      step.run();
    } catch (ConfigException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static String reason(Throwable e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause instanceof TimeoutException ? "no answer in time" : cause.toString();
  }
}
