package dev.plumbline.judge.work;

import dev.plumbline.judge.call.CallMetrics;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.v1.Verdict;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is finished and not committed yet. A commit is one transaction of all of it: the records
 * and, for every partition touched, its prefix and bitmap. When it is aborted everything stays and
 * goes with the next one, so that what a ledger calls finished is always in here or committed.
 */
final class Outbox {
  private static final Logger LOGGER = LoggerFactory.getLogger(Outbox.class);
  private static final Serializer<Verdict> VERDICTS =
      ProtoSerde.of(Verdict.getDefaultInstance()).serializer();

  private final Producer<String, byte[]> producer;
  private final String verdictTopic;
  private final WorkMetrics metrics;
  private final RepeatedFailureLog log;
  private final List<Entry> entries = new ArrayList<>();

  /** One finished offset with its record, its verdict, or neither. */
  private record Entry(
      PartitionWork partition,
      @Nullable ProducerRecord<String, byte[]> record,
      @Nullable Verdict verdict) {}

  Outbox(
      Producer<String, byte[]> producer,
      String verdictTopic,
      WorkMetrics metrics,
      InstantSource clock) {
    this.producer = producer;
    this.verdictTopic = verdictTopic;
    this.metrics = metrics;
    this.log =
        new RepeatedFailureLog(
            LOGGER, "a commit was aborted; its verdicts go with the next one", clock);
  }

  void add(Finished finished) {
    Verdict verdict = finished.verdict();
    RecordHeaders headers = new RecordHeaders();
    byte[] value = VERDICTS.serialize(verdictTopic, headers, verdict);
    finish(
        finished.partition(),
        finished.offset(),
        new ProducerRecord<>(verdictTopic, null, verdict.getTraceId(), value, headers),
        verdict);
  }

  void addDeadLetter(
      PartitionWork partition, long offset, ProducerRecord<String, byte[]> deadLetter) {
    finish(partition, offset, deadLetter, null);
  }

  /** An offset that needs no record. */
  void skip(PartitionWork partition, long offset) {
    finish(partition, offset, null, null);
  }

  private void finish(
      PartitionWork partition,
      long offset,
      @Nullable ProducerRecord<String, byte[]> record,
      @Nullable Verdict verdict) {
    partition.ledger().finish(offset);
    entries.add(new Entry(partition, record, verdict));
  }

  /** Forgets what is finished in these partitions; the number of verdicts lost. */
  int forget(Collection<PartitionWork> partitions) {
    int verdicts = 0;
    for (Entry entry : entries) {
      verdicts += partitions.contains(entry.partition()) && entry.verdict() != null ? 1 : 0;
    }
    entries.removeIf(entry -> partitions.contains(entry.partition()));
    return verdicts;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /**
   * Commits everything in here. An aborted commit leaves all of it for the next.
   *
   * @throws RuntimeException when the producer cannot go on; it must be replaced
   */
  void commit(ConsumerGroupMetadata group) {
    try {
      producer.beginTransaction();
      for (Entry entry : entries) {
        if (entry.record() != null) {
          // A record that fails makes the commit below fail.
          var _ = producer.send(entry.record());
        }
      }
      producer.sendOffsetsToTransaction(offsets(), group);
      producer.commitTransaction();
    } catch (KafkaException e) {
      metrics.aborted();
      log.failed(e.getClass().getSimpleName(), e);
      producer.abortTransaction();
      return;
    }
    for (Entry entry : entries) {
      if (entry.verdict() != null) {
        metrics.committed(
            entry.verdict().getEvaluator().getId(), CallMetrics.label(entry.verdict().getStatus()));
      }
    }
    entries.clear();
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Entry entry : entries) {
      offsets.computeIfAbsent(
          entry.partition().partition(),
          partition -> {
            OffsetLedger ledger = entry.partition().ledger();
            return new OffsetAndMetadata(ledger.prefix(), ledger.metadata());
          });
    }
    return offsets;
  }
}
