package dev.plumbline.standalone.consumers;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.metrics.Metrics;
import dev.plumbline.scoring.ScoringApp;
import dev.plumbline.standalone.broker.EmbeddedBroker;
import dev.plumbline.standalone.demo.TopicTail;
import dev.plumbline.standalone.machine.FirstConfig;
import dev.plumbline.standalone.traffic.Behaviour;
import dev.plumbline.standalone.traffic.GeneratedTrace;
import dev.plumbline.standalone.traffic.TraceFactory;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.topics.TopicSpec;
import dev.plumbline.v1.Score;
import dev.plumbline.v1.SliWindow;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A broker and scoring that publishes in every form, in this process. */
final class PublicTopics implements AutoCloseable {
  private final EmbeddedBroker broker;
  private final ScoringApp scoring;
  private final KafkaConfig kafka;
  private final KafkaProducer<String, byte[]> producer;

  PublicTopics(Path dir) throws IOException {
    broker = new EmbeddedBroker(dir.resolve("broker"), 0);
    broker.start();
    Path config = dir.resolve("config");
    FirstConfig.writeIfAbsent(config);
    Path file = config.resolve(ConfigDirectory.FILE);
    Files.writeString(
        file,
        Files.readString(file)
            .replace("127.0.0.1:9092", broker.bootstrapServers())
            .replace("${PLUMBLINE_DATA:.}", dir.toString())
            .replace("scoring:\n", "scoring:\n  publish: {scoresJson: true, scoresOtlp: true}\n")
            .replaceAll("port: 946\\d", "port: 0"));
    ConfigDirectory directory = ConfigDirectory.open(config, Map.of());
    kafka = directory.bind("kafka", KafkaConfig.class);
    scoring = new ScoringApp(directory, Metrics.create("scoring-streams"));
    scoring.start();
    producer =
        new KafkaProducer<>(
            new KafkaSettings(kafka).transactionalProducer("next-release", "next-release"),
            new StringSerializer(),
            new ByteArraySerializer());
    producer.initTransactions();
  }

  String brokers() {
    return broker.bootstrapServers();
  }

  /** Sends traces to be scored. */
  void traces(int count, long seed) {
    TraceFactory factory = new TraceFactory(seed, new Behaviour(false));
    producer.beginTransaction();
    for (int i = 0; i < count; i++) {
      GeneratedTrace trace = factory.next("v6", System.currentTimeMillis());
      producer.send(
          new ProducerRecord<>(
              "otlp_spans",
              trace.truth().traceId(),
              TracesData.newBuilder().addResourceSpans(trace.spans()).build().toByteArray()));
    }
    producer.commitTransaction();
  }

  /** Writes a record to a topic, and one after it that is taken back. */
  void write(TopicSpec topic, String key, byte[] value, byte[] takenBack) {
    String name = topic.name(kafka.topicPrefix());
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(name, key, value));
    producer.commitTransaction();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(name, key, takenBack));
    producer.flush();
    producer.abortTransaction();
  }

  /** Every score, in the order of its partition. */
  List<Score> scores() {
    List<Score> scores = new ArrayList<>();
    try (var tail = new TopicTail<>(kafka, TopicCatalog.SCORES, Score.getDefaultInstance())) {
      tail.toEnd((key, score) -> scores.add(score));
    }
    return scores;
  }

  /** The keys of all windows. */
  Map<String, SliWindow> windows() {
    Map<String, SliWindow> windows = new TreeMap<>();
    try (var tail =
        new TopicTail<>(kafka, TopicCatalog.SLI_WINDOWS, SliWindow.getDefaultInstance())) {
      tail.toEnd(windows::put);
    }
    return windows;
  }

  /** What a consumer that keeps the highest revision is to print. */
  Set<String> results() {
    Set<String> results = new TreeSet<>();
    Map<String, Integer> revisions = new TreeMap<>();
    for (Score score : scores()) {
      if (score.getRevision() >= revisions.getOrDefault(score.getScoreId(), 0)) {
        revisions.put(score.getScoreId(), score.getRevision());
        results.add(result(score));
      }
    }
    return results;
  }

  static String result(Score score) {
    String verdict =
        switch (score.getOutcome()) {
          case PASS -> "pass";
          case FAIL -> "fail";
          default -> "no-verdict";
        };
    return score.getScoreId() + " " + score.getRevision() + " " + verdict;
  }

  @Override
  public void close() {
    producer.close();
    scoring.close();
    broker.close();
  }
}
