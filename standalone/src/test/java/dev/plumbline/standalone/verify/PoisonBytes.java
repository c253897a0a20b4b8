package dev.plumbline.standalone.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.standalone.oracle.RawRecords;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Score;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Records on the raw topics that are no OTLP, each with a good one behind it in its partition.
 * Every one must become a dead letter that says where it came from, and the good one must not wait.
 */
final class PoisonBytes {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final long MOST_WAITING_MILLIS = 1_000;
  private static final int HUGE = 10 * 1024 * 1024;
  private static final int GOOD_BEFORE = 30;

  private final Installation installation;
  private final Row row;
  private final Random random;
  private final List<GeneratedTrace> good;
  private int next;

  PoisonBytes(long seed, Installation installation, Row row) {
    this.installation = installation;
    this.row = row;
    this.random = new Random(seed);
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    long end = System.currentTimeMillis() - Duration.ofHours(1).toMillis();
    this.good =
        Stream.iterate(0L, number -> number + 1)
            .map(number -> factory.online(number, "v6", end + number))
            .filter(trace -> trace.logs().isEmpty() && trace.thumb().isEmpty())
            .limit(GOOD_BEFORE + 200)
            .toList();
  }

  void run() throws Exception {
    Set<String> poisoned = new TreeSet<>();
    List<String> behind = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer = RawRecords.careless(installation.kafka())) {
      for (int i = 0; i < GOOD_BEFORE; i++) {
        good(producer, null);
        Thread.sleep(PAUSE.dividedBy(5));
      }
      for (TopicSpec topic : List.of(TopicCatalog.OTLP_SPANS, TopicCatalog.OTLP_LOGS)) {
        for (Map.Entry<String, byte @Nullable []> kind : kinds(topic).entrySet()) {
          RecordMetadata at = poison(producer, topic, kind.getValue());
          poisoned.add(at.topic() + "-" + at.partition() + "@" + at.offset());
          behind.add(good(producer, at.partition()));
          Thread.sleep(PAUSE);
        }
      }
    }
    row.figure("records put on the raw topics", poisoned.size());
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(letters()).isEqualTo(poisoned));
    row.figure("dead letters, each with its topic, partition and offset", poisoned.size());
    waits(behind);
    sameForAllElse();
  }

  /** Everything that is wrong, by a few words. */
  private Map<String, byte @Nullable []> kinds(TopicSpec topic) {
    byte[] spans = request(good.getFirst());
    byte[] logs = logs();
    byte[] right = topic == TopicCatalog.OTLP_SPANS ? spans : logs;
    Map<String, byte @Nullable []> kinds = new LinkedHashMap<>();
    for (int i = 0; i < 10; i++) {
      byte[] noise = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(noise);
      kinds.put("random bytes " + i, noise);
    }
    for (int i = 0; i < 5; i++) {
      kinds.put("cut short " + i, Arrays.copyOf(right, 1 + random.nextInt(right.length - 1)));
    }
    kinds.put("of the other topic", topic == TopicCatalog.OTLP_SPANS ? logs : spans);
    kinds.put(
        "of another message", Score.newBuilder().setScoreId("s").setPi(1).build().toByteArray());
    kinds.put("empty", new byte[0]);
    kinds.put("nothing", null);
    kinds.put("10 MiB", new byte[HUGE]);
    return kinds;
  }

  private RecordMetadata poison(
      KafkaProducer<byte[], byte[]> producer, TopicSpec topic, byte @Nullable [] value)
      throws Exception {
    byte[] key = random.nextBoolean() ? null : "no trace".getBytes(StandardCharsets.UTF_8);
    int partition = random.nextInt(installation.kafka().partitions());
    String name = topic.name(installation.kafka().topicPrefix());
    return producer.send(new ProducerRecord<>(name, partition, key, value)).get();
  }

  /** A trace as ingest writes it, of the given partition; its id. */
  private String good(KafkaProducer<byte[], byte[]> producer, @Nullable Integer partition)
      throws Exception {
    while (true) {
      GeneratedTrace trace = good.get(next++);
      byte[] key = trace.truth().traceId().getBytes(StandardCharsets.UTF_8);
      String name = TopicCatalog.OTLP_SPANS.name(installation.kafka().topicPrefix());
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(name, key, request(trace));
      int own =
          org.apache.kafka.common.utils.Utils.toPositive(
                  org.apache.kafka.common.utils.Utils.murmur2(key))
              % installation.kafka().partitions();
      if (partition == null || partition == own) {
        producer.send(record).get();
        return trace.truth().traceId();
      }
    }
  }

  /** Where the dead letters say that they came from. */
  private Set<String> letters() {
    Set<String> letters = new TreeSet<>();
    for (var letter : RawRecords.all(installation.kafka(), TopicCatalog.DEAD_LETTERS)) {
      assertThat(header(letter, "plumbline-reason")).isIn("processing", "deserialisation");
      letters.add(
          header(letter, "__streams.errors.topic")
              + "-"
              + header(letter, "__streams.errors.partition")
              + "@"
              + header(letter, "__streams.errors.offset"));
    }
    return letters;
  }

  private void waits(List<String> behind) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              Latencies latencies = Latencies.of(installation.kafka());
              return behind.stream().allMatch(trace -> latencies.of(trace) != null);
            });
    Latencies latencies = Latencies.of(installation.kafka());
    List<Latencies.Measured> after = behind.stream().map(latencies::of).toList();
    List<Latencies.Measured> before =
        good.subList(0, GOOD_BEFORE).stream()
            .map(trace -> latencies.of(trace.truth().traceId()))
            .toList();
    row.figure("until the interaction of a good record, before", Latencies.text(before));
    row.figure("of a good record behind a bad one", Latencies.text(after));
    assertThat(Latencies.quantile(after, 1))
        .as("the longest wait behind a bad record")
        .isLessThan(Latencies.quantile(before, 1) + MOST_WAITING_MILLIS);
  }

  private void sameForAllElse() {
    assertThat(installation.processes().values()).allMatch(Process::isAlive);
    assertThat(new Meters(installation).sum("scoring-streams", "plumbline_scoring_thread_failures"))
        .as("threads that ended")
        .isZero();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] request(GeneratedTrace trace) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(trace.spans())
        .build()
        .toByteArray();
  }

  private static byte[] logs() {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .addScopeLogs(
                    ScopeLogs.newBuilder()
                        .addLogRecords(
                            LogRecord.newBuilder()
                                .setTimeUnixNano(1_764_000_000_000_000_000L)
                                .setTraceId(
                                    com.google.protobuf.ByteString.copyFrom(
                                        "0123456789abcdef", StandardCharsets.US_ASCII))
                                .setEventName("gen_ai.choice"))))
        .build()
        .toByteArray();
  }
}
