package dev.plumbline.judge.work;

import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.v1.JudgeRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The work of one pair of Kafka clients: reads requests, has them judged, and every 100 ms commits
 * what is finished. No transaction is open over a call. A partition is paused while requests of it
 * wait for room, so that the consumer keeps polling and its group keeps it. One thread uses it.
 */
final class JudgeSession {
  private static final Duration COMMIT_EVERY = Duration.ofMillis(100);
  private static final Duration BUSY_POLL = Duration.ofMillis(20);
  private static final Deserializer<JudgeRequest> REQUESTS =
      ProtoSerde.of(JudgeRequest.getDefaultInstance()).deserializer();

  private final Consumer<String, byte[]> consumer;
  private final Outbox outbox;
  private final CallPool pool;
  private final DeadLetters deadLetters;
  private final Budgets budgets;
  private final WorkMetrics metrics;
  private final InstantSource clock;
  private final Map<TopicPartition, PartitionWork> partitions = new LinkedHashMap<>();
  private long committedAtMillis;

  JudgeSession(
      Consumer<String, byte[]> consumer,
      Outbox outbox,
      CallPool pool,
      DeadLetters deadLetters,
      Budgets budgets,
      WorkMetrics metrics,
      InstantSource clock) {
    this.consumer = consumer;
    this.outbox = outbox;
    this.pool = pool;
    this.deadLetters = deadLetters;
    this.budgets = budgets;
    this.metrics = metrics;
    this.clock = clock;
  }

  void subscribe(String topic) {
    consumer.subscribe(List.of(topic), new Rebalance());
  }

  /**
   * One turn: read, start calls, collect what is finished, commit when it is time.
   *
   * @param taking false while draining: nothing new is begun
   */
  void turn(boolean taking) {
    steer(taking);
    poll();
    if (taking) {
      boolean started = true;
      while (started) {
        started = false;
        for (PartitionWork partition : partitions.values()) {
          started |= startNext(partition);
        }
      }
    }
    collect();
    if (clock.millis() - committedAtMillis >= COMMIT_EVERY.toMillis()) {
      commit();
    }
  }

  /** Lets what is being judged end, for at most this long, and commits it. */
  void drain(Duration limit) {
    long until = clock.millis() + limit.toMillis();
    while (!pool.isIdle() && clock.millis() < until) {
      turn(false);
    }
    collect();
    commit();
  }

  /** Gives up everything that is not committed. */
  void abandon(WorkMetrics.Drop reason) {
    release(List.copyOf(partitions.keySet()), reason);
  }

  private void steer(boolean taking) {
    List<TopicPartition> paused = new ArrayList<>();
    List<TopicPartition> resumed = new ArrayList<>();
    for (PartitionWork partition : partitions.values()) {
      (taking && !partition.isWaiting() ? resumed : paused).add(partition.partition());
    }
    consumer.pause(paused);
    consumer.resume(resumed);
  }

  private void poll() {
    Duration wait = pool.isIdle() ? COMMIT_EVERY : BUSY_POLL;
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      PartitionWork partition =
          partitions.get(new TopicPartition(record.topic(), record.partition()));
      if (partition != null) {
        metrics.read(1);
        partition.await(record);
      }
    }
  }

  /** Takes the next record of a partition; false when there is none, or no room for it. */
  private boolean startNext(PartitionWork partition) {
    ConsumerRecord<String, byte[]> record = partition.peekNext();
    int size = record == null ? 0 : Math.max(0, record.serializedValueSize());
    if (record == null || !pool.hasRoomFor(size)) {
      return false;
    }
    if (!partition.takeNext()) {
      skip(partition, record, WorkMetrics.Drop.FINISHED_BEFORE);
      return true;
    }
    JudgeRequest request;
    try {
      request = read(record);
    } catch (SerializationException e) {
      metrics.dropped(WorkMetrics.Drop.UNREADABLE, 1);
      outbox.addDeadLetter(partition, record.offset(), deadLetters.of(record, e));
      return true;
    }
    if (partition.isNew(request.getJudgmentKey())) {
      pool.start(partition, record.offset(), size, request);
    } else {
      skip(partition, record, WorkMetrics.Drop.DUPLICATE_REQUEST);
    }
    return true;
  }

  private static JudgeRequest read(ConsumerRecord<String, byte[]> record) {
    @Nullable JudgeRequest request =
        REQUESTS.deserialize(record.topic(), record.headers(), record.value());
    if (request == null) {
      throw new SerializationException("a record without a value");
    }
    return request;
  }

  private void skip(
      PartitionWork partition, ConsumerRecord<String, byte[]> record, WorkMetrics.Drop reason) {
    metrics.dropped(reason, 1);
    outbox.skip(partition, record.offset());
  }

  private void collect() {
    pool.collect().forEach(outbox::add);
  }

  private void commit() {
    committedAtMillis = clock.millis();
    if (!outbox.isEmpty()) {
      outbox.commit(consumer.groupMetadata());
    }
  }

  private void release(Collection<TopicPartition> released, WorkMetrics.Drop reason) {
    List<PartitionWork> gone = new ArrayList<>();
    int dropped = 0;
    for (TopicPartition partition : released) {
      PartitionWork work = partitions.remove(partition);
      if (work != null) {
        gone.add(work);
        dropped += pool.cancel(work) + work.forgetWaiting();
      }
    }
    budgets.release(numbers(released));
    metrics.dropped(reason, dropped + outbox.forget(gone));
  }

  private static List<Integer> numbers(Collection<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::partition).toList();
  }

  /** Keeps the work in step with the partitions that are ours. */
  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      budgets.own(numbers(assigned));
      Map<TopicPartition, OffsetAndMetadata> commits = consumer.committed(Set.copyOf(assigned));
      for (TopicPartition partition : assigned) {
        OffsetAndMetadata commit = commits.get(partition);
        OffsetLedger ledger =
            commit == null
                ? new OffsetLedger(0, "")
                : new OffsetLedger(commit.offset(), commit.metadata());
        partitions.put(partition, new PartitionWork(partition, ledger));
      }
    }

    /** They are still ours here: what is finished is committed, the rest is dropped. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      collect();
      commit();
      release(revoked, WorkMetrics.Drop.PARTITION_REVOKED);
    }

    /** They are somebody else's already, who judges what was not committed. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      release(lost, WorkMetrics.Drop.PARTITION_REVOKED);
    }
  }
}
