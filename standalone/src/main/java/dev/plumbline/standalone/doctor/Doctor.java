package dev.plumbline.standalone.doctor;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.console.data.Board;
import dev.plumbline.console.data.Position;
import dev.plumbline.console.data.SliceFilter;
import dev.plumbline.console.data.Source;
import dev.plumbline.console.intake.IntakeQuery;
import dev.plumbline.console.intake.IntakeReport;
import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.scoring.ScoringConfig;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Interaction;
import dev.plumbline.v1.SpanLedger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Looks at a live installation through its topics, as the console does, and changes nothing. */
public final class Doctor {
  /** Enough of the newest records to tell how it is now. */
  private static final long SPANS_PER_PARTITION = 500;

  private static final long INTERACTIONS_PER_PARTITION = 2_000;
  private static final int MAX_ROWS = 100_000;

  private final KafkaConfig kafka;
  private final @Nullable ConfigDirectory config;

  /**
   * A doctor.
   *
   * @param config of the services; null when only Kafka's address is known
   */
  public Doctor(KafkaConfig kafka, @Nullable ConfigDirectory config) {
    this.kafka = kafka;
    this.config = config;
  }

  /** Looks once. */
  public Diagnosis look() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    try (KafkaProbe probe = new KafkaProbe(kafka, group())) {
      findings.add(probe.broker());
      if (findings.getFirst().level() == Finding.Level.FAIL) {
        return new Diagnosis(findings, Map.of());
      }
      KafkaConfig known = config == null ? probe.measured() : kafka;
      Finding topics = probe.topics(known);
      findings.add(topics);
      findings.add(probe.scoring());
      if (topics.level() == Finding.Level.FAIL) {
        services(findings);
        return new Diagnosis(findings, Map.of());
      }
      return read(known, findings);
    }
  }

  private Diagnosis read(KafkaConfig known, List<Finding> findings) throws InterruptedException {
    SpanProbe spans = new SpanProbe(known.partitions());
    Board board = new Board(MAX_ROWS);
    try (Newest newest = new Newest(known)) {
      newest.each(TopicCatalog.OTLP_SPANS, SPANS_PER_PARTITION, spans::look);
      newest.each(
          TopicCatalog.INTERACTIONS, INTERACTIONS_PER_PARTITION, record -> put(board, record));
      newest.each(TopicCatalog.SPAN_LEDGER, Long.MAX_VALUE, record -> ledger(board, record));
    }
    findings.add(spans.keys());
    findings.add(spans.clocks());
    services(findings);
    Map<String, IntakeReport> intake = new TreeMap<>();
    for (String tenant : board.spans().tenants()) {
      IntakeReport report = new IntakeQuery(board).run(SliceFilter.of(tenant), 0);
      intake.put(tenant, report);
      findings.add(balance(tenant, report));
    }
    return new Diagnosis(findings, intake);
  }

  private void services(List<Finding> findings) throws InterruptedException {
    if (config != null) {
      findings.addAll(new AdminProbe(config).findings());
    }
  }

  private static Finding balance(String tenant, IntakeReport report) {
    String of = "of tenant " + tenant;
    List<String> wrong =
        Stream.of(report.spans().unbalanced("spans"), report.logs().unbalanced("log records"))
            .flatMap(Optional::stream)
            .toList();
    if (!wrong.isEmpty()) {
      return Finding.fail("ledger", of + ": " + String.join(", ", wrong));
    }
    return report.unreadableRecords() == 0
        ? Finding.ok("ledger", "every span and log record " + of + " is accounted for")
        : Finding.warn(
            "ledger",
            "records "
                + of
                + " that cannot be read: "
                + report.unreadableRecords()
                + ", see plumbline dead-letters list");
  }

  private String group() {
    return config == null
        ? "plumbline-scoring"
        : config.bind("scoring", ScoringConfig.class).applicationId();
  }

  /** What cannot be read is no interaction. */
  private static void put(Board board, ConsumerRecord<byte[], byte[]> record) {
    try {
      board
          .rows()
          .interaction(
              Interaction.parseFrom(record.value()),
              new Position(Source.INTERACTIONS, record.partition(), record.offset()));
    } catch (InvalidProtocolBufferException e) {
      // The console counts it; here it is only one of many.
    }
  }

  private static void ledger(Board board, ConsumerRecord<byte[], byte[]> record) {
    try {
      board
          .spans()
          .row(
              new String(record.key(), StandardCharsets.UTF_8),
              record.value() == null ? null : SpanLedger.parseFrom(record.value()));
    } catch (InvalidProtocolBufferException e) {
      // Then the sum does not hold, and the doctor says so.
    }
  }
}
