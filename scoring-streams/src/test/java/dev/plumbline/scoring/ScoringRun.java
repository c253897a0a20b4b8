package dev.plumbline.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import dev.plumbline.evaluation.check.CheckSuite;
import dev.plumbline.evaluation.estimate.WindowSums;
import dev.plumbline.evaluation.redaction.Kind;
import dev.plumbline.evaluation.redaction.Redaction;
import dev.plumbline.evaluation.sampling.SamplingPolicy;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.scoring.deadletter.DeadLetters;
import dev.plumbline.scoring.state.Link;
import dev.plumbline.scoring.state.SameCall;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.RecordHeaders;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Decision;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Label;
import dev.plumbline.v1.Plan;
import dev.plumbline.v1.PlanInput;
import dev.plumbline.v1.ReviewItem;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.Signal;
import dev.plumbline.v1.SliWindow;
import dev.plumbline.v1.Slice;
import dev.plumbline.v1.SpanLedger;
import dev.plumbline.v1.StratumSums;
import dev.plumbline.v1.Verdict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

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
  static final String CHECKS = "checks: [{id: empty-answer}, {id: grounding}]\n";
  static final Redaction REDACTION =
      Redaction.of("0123456789abcdef0123456789abcdef".getBytes(UTF_8), EnumSet.allOf(Kind.class));
  private static final KafkaConfig KAFKA =
      new KafkaConfig("localhost:9", "plumbline.", 1, 1, true, Map.of());

  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, byte[]> spans;
  private final TestInputTopic<String, byte[]> logs;
  private final TestInputTopic<String, byte[]> verdicts;
  private final Map<String, SliWindow> windows = new TreeMap<>();
  private final Map<String, SpanLedger> spanLedger = new TreeMap<>();
  private Instant now = START;
  private Duration unticked = Duration.ZERO;

  ScoringRun(Path stateDir, String policy) {
    this(stateDir, policy, null, null);
  }

  ScoringRun(
      Path stateDir,
      String policy,
      @Nullable AssemblyConfig assembly,
      @Nullable WindowsConfig windowsConfig) {
    this(
        stateDir,
        () -> CheckSuite.parse(CHECKS),
        () -> SamplingPolicy.parse(policy),
        assembly,
        windowsConfig);
  }

  /** A run whose checks and policy may change. */
  ScoringRun(
      Path stateDir,
      Supplier<CheckSuite> checks,
      Supplier<SamplingPolicy> policy,
      @Nullable AssemblyConfig assembly,
      @Nullable WindowsConfig windowsConfig) {
    this(stateDir, checks, policy, assembly, windowsConfig, null);
  }

  /** A run that publishes scores in other forms too. */
  ScoringRun(
      Path stateDir,
      Supplier<CheckSuite> checks,
      Supplier<SamplingPolicy> policy,
      @Nullable AssemblyConfig assembly,
      @Nullable WindowsConfig windowsConfig,
      @Nullable PublishConfig publish) {
    ScoringConfig config =
        new ScoringConfig(
            null,
            "test",
            "i",
            stateDir,
            1,
            0,
            Duration.ofMinutes(30),
            assembly,
            windowsConfig,
            null,
            null,
            publish);
    ScoringMetrics metrics = new ScoringMetrics(registry);
    ScoringTopology topology =
        new ScoringTopology(config, KAFKA, REDACTION, checks, policy, metrics, () -> now);
    Properties settings =
        StreamsSettings.of(
            config,
            new KafkaSettings(KAFKA),
            new DeadLetters(TopicCatalog.DEAD_LETTERS.name("plumbline."), metrics, () -> now));
    driver = new TopologyTestDriver(topology.get(), settings, START);
    spans =
        driver.createInputTopic("otlp_spans", new StringSerializer(), new ByteArraySerializer());
    logs = driver.createInputTopic("otlp_logs", new StringSerializer(), new ByteArraySerializer());
    verdicts =
        driver.createInputTopic(
            TopicCatalog.JUDGE_VERDICTS.name("plumbline."),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  void spans(String trace, byte[] request) {
    spans.pipeInput(Traces.traceId(trace), request, now);
  }

  /** Read now, though the broker had it from the beginning: a task that was held up. */
  void spansThatArrivedAtTheStart(String trace, byte[] request) {
    spans.pipeInput(Traces.traceId(trace), request, START);
  }

  /** A request without spans: the task reads on in time, and nothing else happens. */
  void readOn() {
    spans("nobody", new byte[0]);
    var _ = after(Duration.ofMillis(500));
  }

  void spansWithKey(String key, byte[] request) {
    spans.pipeInput(key, request, now);
  }

  void spansOfTenant(String tenant, String trace, byte[] request) {
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    RecordHeaders.set(headers, RecordHeaders.TENANT, tenant);
    spans.pipeInput(new TestRecord<>(Traces.traceId(trace), request, headers, now));
  }

  void logs(String trace, byte[] request) {
    logs.pipeInput(Traces.traceId(trace), request, now);
  }

  void logsWithKey(String key, byte[] request) {
    logs.pipeInput(key, request, now);
  }

  /** A dead letter that was sent again to the topic of what is sent round. */
  void sentAgain(String trace, byte[] request) {
    Headers headers = new org.apache.kafka.common.header.internals.RecordHeaders();
    RecordHeaders.set(headers, RecordHeaders.SIGNAL, "traces");
    RecordHeaders.set(headers, RecordHeaders.REPLAYED, "0@7");
    driver
        .createInputTopic(
            TopicCatalog.SPANS_REKEYED.name("plumbline."),
            new StringSerializer(),
            new ByteArraySerializer())
        .pipeInput(new TestRecord<>(Traces.traceId(trace), request, headers, now));
  }

  /** Logs of no trace, as ingest writes them. */
  void logsWithoutTrace(byte[] request) {
    logs.pipeInput(null, request, now);
  }

  void verdict(Verdict verdict) {
    verdicts.pipeInput(verdict.getTraceId(), verdict.toByteArray(), now);
  }

  /** A label on its topic, under the key of its item and reviewer. */
  void label(Label label) {
    driver
        .createInputTopic(
            TopicCatalog.LABELS.name("plumbline."),
            new StringSerializer(),
            new ByteArraySerializer())
        .pipeInput(label.getItemId() + "|" + label.getReviewer(), label.toByteArray(), now);
  }

  double audits(ScoringMetrics.Audited outcome) {
    return registry
        .find("plumbline.scoring.audits")
        .tag("outcome", outcome.name().toLowerCase(java.util.Locale.ROOT))
        .counters()
        .stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  double labels(ScoringMetrics.Labelled outcome) {
    return registry
        .counter(
            "plumbline.scoring.labels",
            "outcome",
            outcome.name().toLowerCase(java.util.Locale.ROOT))
        .count();
  }

  /** What the trace side says under a key. */
  void link(String key, Link link) {
    driver
        .createInputTopic(
            TopicCatalog.LINKS.name("plumbline."),
            new StringSerializer(),
            new ByteArraySerializer())
        .pipeInput(key, link.toByteArray(), now);
  }

  /** What the link task found, on its way to the trace. */
  void signal(Signal signal) {
    driver
        .createInputTopic(
            TopicCatalog.SIGNALS.name("plumbline."),
            new StringSerializer(),
            new ByteArraySerializer())
        .pipeInput(signal.getTraceId(), signal.toByteArray(), now);
  }

  /** What the link task says about two traces. */
  void sameCall(SameCall news, String trace) {
    driver
        .createInputTopic(
            TopicCatalog.SAME_CALLS.name("plumbline."),
            new StringSerializer(),
            new ByteArraySerializer())
        .pipeInput(trace, news.toByteArray(), now);
  }

  void verdictAt(Verdict verdict, long arrivalMillis) {
    verdicts.pipeInput(verdict.getTraceId(), verdict.toByteArray(), arrivalMillis);
  }

  void verdictBytes(String trace, byte[] bytes) {
    verdicts.pipeInput(Traces.traceId(trace), bytes, now);
  }

  /** Time passes, and the task notices; two more ticks flush and publish what that led to. */
  ScoringRun after(Duration time) {
    return ticked(time).ticked(Duration.ofSeconds(1)).ticked(Duration.ofSeconds(1));
  }

  /** Time passes, but the task, busy with a backlog, gets no tick in between. */
  ScoringRun unnoticed(Duration time) {
    now = now.plus(time);
    unticked = unticked.plus(time);
    return this;
  }

  /** Time passes, and the task gets one tick. */
  ScoringRun ticked(Duration time) {
    unnoticed(time);
    driver.advanceWallClockTime(unticked);
    unticked = Duration.ZERO;
    return this;
  }

  long nowMillis() {
    return now.toEpochMilli();
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

  /** Records as they stand on a topic that is not of messages of ours. */
  List<TestRecord<String, byte[]>> records(TopicSpec topic) {
    return driver
        .createOutputTopic(
            topic.name("plumbline."), new StringDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  List<Decision> decisions() {
    return read(TopicCatalog.DECISIONS, Decision.getDefaultInstance());
  }

  List<JudgeRequest> requests() {
    return read(TopicCatalog.JUDGE_REQUESTS, JudgeRequest.getDefaultInstance());
  }

  List<TestRecord<String, byte[]>> deadLetters() {
    return records(TopicCatalog.DEAD_LETTERS);
  }

  List<ReviewItem> reviewItems() {
    return read(TopicCatalog.REVIEW_ITEMS, ReviewItem.getDefaultInstance());
  }

  List<Signal> signals() {
    return read(TopicCatalog.SIGNALS, Signal.getDefaultInstance());
  }

  List<Plan> plans() {
    return read(TopicCatalog.PLANS, Plan.getDefaultInstance());
  }

  /** The ledger of spans as it was published last, by its key. */
  Map<String, SpanLedger> spanLedger() {
    read(TopicCatalog.SPAN_LEDGER, SpanLedger.getDefaultInstance())
        .forEach(row -> spanLedger.put(row.getTenant() + "|" + row.getService(), row));
    return spanLedger;
  }

  List<PlanInput> planInputs() {
    return read(TopicCatalog.PLAN_INPUTS, PlanInput.getDefaultInstance());
  }

  <V> KeyValueStore<String, V> store(String name) {
    return driver.getKeyValueStore(name);
  }

  /** The latest state of every window that was published and not withdrawn, by its key. */
  Map<String, SliWindow> windows() {
    driver
        .createOutputTopic(
            TopicCatalog.SLI_WINDOWS.name("plumbline."),
            new StringDeserializer(),
            ProtoSerde.of(SliWindow.getDefaultInstance()).deserializer())
        .readKeyValuesToList()
        .forEach(
            record -> {
              if (record.value == null) {
                windows.remove(record.key);
              } else {
                windows.put(record.key, record.value);
              }
            });
    return Map.copyOf(windows);
  }

  /** The latest sums of the whole traffic for a metric, all windows added up. */
  StratumSums total(String metric) {
    return windows().values().stream()
        .filter(window -> window.getMetric().equals(metric))
        .filter(window -> window.getSlice().equals(Slice.newBuilder().setTenant("default").build()))
        .map(w -> WindowSums.total(w.getStrataList()))
        .reduce(StratumSums.getDefaultInstance(), WindowSums::add);
  }

  double dropped(ScoringMetrics.Drop reason) {
    return registry
        .counter(
            "plumbline.scoring.dropped", "reason", reason.name().toLowerCase(java.util.Locale.ROOT))
        .count();
  }

  double fate(ScoringMetrics.Fate fate) {
    return registry
        .counter("plumbline.scoring.signals", "outcome", fate.outcome(), "reason", fate.reason())
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
