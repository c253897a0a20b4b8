package dev.plumbline.bench.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.bench.load.SendNumber;
import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.TopicCatalog;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The topic that both sides write to. */
final class SpanTopic {
  private static final String NAME = TopicCatalog.OTLP_SPANS.name("");
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings settings;

  SpanTopic(KafkaConfig kafka) {
    this.settings = new KafkaSettings(kafka);
  }

  /** The broker for one machine keeps so many bytes; what is counted must not be among the rest. */
  void keepAll() throws InterruptedException, ExecutionException {
    AlterConfigOp all =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.RETENTION_BYTES_CONFIG, "-1"), AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(settings.admin("bench"))) {
      admin
          .incrementalAlterConfigs(
              Map.of(new ConfigResource(ConfigResource.Type.TOPIC, NAME), List.of(all)))
          .all()
          .get();
    }
  }

  /** Counts the spans of every send and deletes them. */
  Map<Long, Integer> drain() throws InterruptedException, ExecutionException {
    Map<Long, Integer> spansBySend = new HashMap<>();
    drainTo(spansBySend);
    return spansBySend;
  }

  /** Adds the spans of every send to a count and deletes them. */
  void drainTo(Map<Long, Integer> spansBySend) throws InterruptedException, ExecutionException {
    try (Consumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            settings.consumer("bench", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(NAME).stream()
              .map(info -> new TopicPartition(NAME, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          count(record.value(), spansBySend);
        }
      }
      delete(ends);
    }
  }

  /** Adds a record's spans to the send that its resource names. */
  static void count(byte[] record, Map<Long, Integer> spansBySend) {
    try {
      for (ResourceSpans spans :
          ExportTraceServiceRequest.parseFrom(record).getResourceSpansList()) {
        long send = SendNumber.of(spans.getResource()).orElseThrow();
        int count = spans.getScopeSpansList().stream().mapToInt(s -> s.getSpansCount()).sum();
        spansBySend.merge(send, count, Integer::sum);
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a record in Kafka is not an export request", e);
    }
  }

  private void delete(Map<TopicPartition, Long> ends)
      throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(settings.admin("bench"))) {
      admin
          .deleteRecords(
              ends.entrySet().stream()
                  .collect(
                      Collectors.toMap(
                          Map.Entry::getKey, end -> RecordsToDelete.beforeOffset(end.getValue()))))
          .all()
          .get();
    }
  }
}
