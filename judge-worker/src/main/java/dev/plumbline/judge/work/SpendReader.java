package dev.plumbline.judge.work;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.Spend;
import dev.plumbline.v1.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What was spent today, from the verdicts that are committed: the only memory of it that outlives a
 * worker. Goes on reading where it stopped; one thread uses it.
 */
final class SpendReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Consumer<String, byte[]> consumer;
  private final String topic;
  private final int requestPartitions;
  private final Map<Integer, Spend> spent = new HashMap<>();
  private LocalDate day = LocalDate.EPOCH;
  private List<TopicPartition> verdicts = List.of();

  /**
   * A reader.
   *
   * @param consumer member of no group, of committed records
   * @param topic where the verdicts are
   * @param requestPartitions partitions of the request topic
   */
  SpendReader(Consumer<String, byte[]> consumer, String topic, int requestPartitions) {
    this.consumer = consumer;
    this.topic = topic;
    this.requestPartitions = requestPartitions;
  }

  /**
   * What was spent on the requests of every partition of the request topic, by all verdicts that
   * are committed by now.
   *
   * @throws TimeoutException when the verdicts cannot be read in two minutes
   */
  Map<Integer, Spend> on(LocalDate today) {
    if (!today.equals(day)) {
      begin(today);
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(verdicts);
    long polls = PATIENCE.dividedBy(POLL);
    while (!isRead(ends)) {
      if (polls-- == 0) {
        throw new TimeoutException("the verdicts of today could not be read in " + PATIENCE);
      }
      consumer.poll(POLL).forEach(this::add);
    }
    return Map.copyOf(spent);
  }

  private boolean isRead(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue());
  }

  private void begin(LocalDate today) {
    Instant midnight = today.atStartOfDay(ZoneOffset.UTC).toInstant();
    verdicts =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    consumer.assign(verdicts);
    Map<TopicPartition, Long> from = new HashMap<>();
    verdicts.forEach(partition -> from.put(partition, midnight.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(from);
    Map<TopicPartition, Long> ends = consumer.endOffsets(verdicts);
    for (TopicPartition partition : verdicts) {
      OffsetAndTimestamp first = found.get(partition);
      long start = first == null ? ends.getOrDefault(partition, 0L) : first.offset();
      consumer.seek(partition, start);
    }
    spent.clear();
    day = today;
  }

  /** A record that is no verdict cost nothing; the topology makes a dead letter of it. */
  private void add(ConsumerRecord<String, byte[]> record) {
    try {
      Verdict verdict = Verdict.parseFrom(record.value());
      Instant finished = Instant.ofEpochMilli(verdict.getFinishedUnixMillis());
      if (LocalDate.ofInstant(finished, ZoneOffset.UTC).equals(day)) {
        spent.merge(
            BudgetFuse.partition(verdict.getJudgmentKey(), requestPartitions),
            Spend.of(verdict),
            Spend::plus);
      }
    } catch (InvalidProtocolBufferException e) {
      // Counted by those who read the topic for what it says.
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
