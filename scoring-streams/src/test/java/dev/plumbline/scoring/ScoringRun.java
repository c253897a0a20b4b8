package dev.plumbline.scoring;

import com.google.protobuf.Message;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole topology in a test driver with one partition, spoken to in the domain's words. */
final class ScoringRun implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
  static final String POLICY =
      """
      salt: judge-v1
      saltEpoch: "1"
      evaluators:
        - rubric: quality
          version: "1"
          judge: primary
          criteria: [helpful]
          strata: [{name: all, rate: 1.0}]
      """;
  private static final KafkaConfig KAFKA =
      new KafkaConfig("localhost:9", "plumbline.", 1, 1, true, Map.of());

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> spans;
  private final TestInputTopic<String, byte[]> logs;
  private final TestInputTopic<String, Verdict> verdicts;
  private final List<SliWindow> windows = new ArrayList<>();
  private Instant now = START;

  ScoringRun(Path stateDir, String policy) {
    ScoringConfig config =
        new ScoringConfig(null, "test", "i", stateDir, 1, Duration.ofMinutes(30), null, null, null);
    ScoringTopology topology =
        new ScoringTopology(
            config,
            KAFKA,
            CheckSuite.parse("checks: [{id: empty-answer}, {id: grounding}]"),
            () -> policy,
            new ScoringMetrics(registry),
            () -> now);
    Properties settings = StreamsSettings.of(config, new KafkaSettings(KAFKA));
    driver = new TopologyTestDriver(topology.get(), settings, START);
    spans =
        driver.createInputTopic("otlp_spans", new StringSerializer(), new ByteArraySerializer());
    logs = driver.createInputTopic("otlp_logs", new StringSerializer(), new ByteArraySerializer());
    verdicts =
        driver.createInputTopic(
            TopicCatalog.JUDGE_VERDICTS.name("plumbline."),
            new StringSerializer(),
            ProtoSerde.of(Verdict.getDefaultInstance()).serializer());
  }

  void spans(String trace, byte[] request) {
    spans.pipeInput(Traces.traceId(trace), request, now);
  }

  /** Read now, though the broker had it from the beginning: a task that was held up. */
  void spansThatArrivedAtTheStart(String trace, byte[] request) {
    spans.pipeInput(Traces.traceId(trace), request, START);
  }

  void spansWithKey(String key, byte[] request) {
    spans.pipeInput(key, request, now);
  }

  void logs(String trace, byte[] request) {
    logs.pipeInput(Traces.traceId(trace), request, now);
  }

  void verdict(Verdict verdict) {
    verdicts.pipeInput(verdict.getTraceId(), verdict, now);
  }

  ScoringRun after(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
    // One more tick: what the first one forwarded is flushed and published by the next.
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    return this;
  }

  long endMillis() {
    return START.toEpochMilli();
  }

  List<Interaction> interactions() {
    return read(TopicCatalog.INTERACTIONS, Interaction.getDefaultInstance());
  }

  List<Score> scores() {
    return read(TopicCatalog.SCORES, Score.getDefaultInstance());
  }

  List<Decision> decisions() {
    return read(TopicCatalog.DECISIONS, Decision.getDefaultInstance());
  }

  List<JudgeRequest> requests() {
    return read(TopicCatalog.JUDGE_REQUESTS, JudgeRequest.getDefaultInstance());
  }

  byte[] deadLetter() {
    var topic =
        driver.createOutputTopic(
            TopicCatalog.DEAD_LETTERS.name("plumbline."),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    return topic.isEmpty() ? null : topic.readValue();
  }

  /** The latest sums of the whole traffic for a metric, all windows added up. */
  StratumSums total(String metric) {
    windows.addAll(read(TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance()));
    Map<String, SliWindow> latest = new HashMap<>();
    for (SliWindow window : windows) {
      if (window.getMetric().equals(metric)
          && !window.getSlice().hasService()
          && !window.getSlice().hasRoute()
          && !window.getSlice().hasModel()
          && !window.getSlice().hasPromptVersion()) {
        latest.put(window.getJudgeId() + window.getWindowStartUnixMillis(), window);
      }
    }
    return latest.values().stream()
        .map(w -> WindowSums.total(w.getStrataList()))
        .reduce(StratumSums.getDefaultInstance(), WindowSums::add);
  }

  double dropped(ScoringMetrics.Drop reason) {
    return registry
        .counter(
            "plumbline.scoring.dropped", "reason", reason.name().toLowerCase(java.util.Locale.ROOT))
        .count();
  }

  private <T extends Message> List<T> read(TopicSpec topic, T prototype) {
    return driver
        .createOutputTopic(
            topic.name("plumbline."),
            new StringDeserializer(),
            ProtoSerde.of(prototype).deserializer())
        .readValuesToList();
  }

  @Override
  public void close() {
    driver.close();
  }
}
