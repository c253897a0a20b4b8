package dev.plumbline.judge.work;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plumbline.judge.call.Judge;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.fixtures.TestClock;
import dev.plumbline.runtime.config.ByteSize;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A session on Kafka's mock clients in one thread. Calls wait until the test lets them end, in the
 * order that it wants; every turn is 100 ms long.
 */
final class Worker {
  static final WorkTopics TOPICS = WorkTopics.of("plumbline.");
  static final TopicPartition P0 = new TopicPartition(TOPICS.requests(), 0);
  static final TopicPartition P1 = new TopicPartition(TOPICS.requests(), 1);

  final TestClock clock = new TestClock();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  final Deque<Runnable> calls = new ArrayDeque<>();
  final JudgeSession session;

  Worker() {
    this(2_000);
  }

  Worker(int callsInFlight) {
    this(new LimitsConfig(callsInFlight, ByteSize.mib(64), 5, Duration.ofMinutes(15)), null);
  }

  /** A worker whose calls run on these threads, or null to let the test end them. */
  Worker(LimitsConfig limits, Executor threads) {
    this(limits, threads, Worker::ok);
  }

  Worker(LimitsConfig limits, Executor threads, Judge judge) {
    this(limits, threads, judge, Budgets.NONE);
  }

  Worker(LimitsConfig limits, Executor threads, Judge judge, Budgets budgets) {
    WorkMetrics metrics = new WorkMetrics(registry);
    producer.initTransactions();
    session =
        new JudgeSession(
            consumer,
            new Outbox(producer, TOPICS.verdicts(), metrics, clock),
            new CallPool(judge, limits, threads == null ? calls::add : threads, metrics, clock),
            new DeadLetters(TOPICS.deadLetters()),
            budgets,
            metrics,
            clock);
    consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    session.subscribe(TOPICS.requests());
  }

  static Verdict ok(JudgeRequest request) {
    return Verdict.newBuilder()
        .setJudgmentKey(request.getJudgmentKey())
        .setTraceId(request.getTraceId())
        .setEvaluator(request.getEvaluator())
        .setStatus(VerdictStatus.VERDICT_OK)
        .build();
  }

  /** Makes these partitions the worker's, in a rebalance. */
  Worker assigned(TopicPartition... partitions) {
    consumer.rebalance(Arrays.asList(partitions));
    return this;
  }

  /** What the group has committed when the worker comes. */
  Worker committedBefore(TopicPartition partition, long offset, String metadata) {
    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset, metadata)));
    return this;
  }

  Worker record(TopicPartition partition, long offset, JudgeRequest request) {
    return record(partition, offset, request.getJudgmentKey(), request.toByteArray());
  }

  Worker record(TopicPartition partition, long offset, String key, byte[] value) {
    consumer.addRecord(
        new ConsumerRecord<>(
            partition.topic(),
            partition.partition(),
            offset,
            0L,
            TimestampType.LOG_APPEND_TIME,
            key.length(),
            value == null ? -1 : value.length,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()));
    return this;
  }

  Worker turn() {
    clock.advance(Duration.ofMillis(100));
    session.turn(true);
    return this;
  }

  /** Ends the calls at these places in the order of their start. */
  Worker callsEnd(int... places) {
    List<Runnable> started = new ArrayList<>(calls);
    for (int place : places) {
      started.get(place).run();
      calls.remove(started.get(place));
    }
    return this;
  }

  Worker allCallsEnd() {
    while (!calls.isEmpty()) {
      calls.remove().run();
    }
    return this;
  }

  /** Judgment keys of the committed verdicts, as their numbers. */
  List<Integer> committedVerdicts() {
    return verdicts(producer.history());
  }

  List<Integer> uncommittedVerdicts() {
    return verdicts(producer.uncommittedRecords());
  }

  private static List<Integer> verdicts(Collection<ProducerRecord<String, byte[]>> records) {
    List<Integer> numbers = new ArrayList<>();
    for (ProducerRecord<String, byte[]> record : records) {
      if (record.topic().equals(TOPICS.verdicts())) {
        try {
          numbers.add(Integer.parseInt(Verdict.parseFrom(record.value()).getJudgmentKey(), 16));
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
    return numbers;
  }

  /** The last offset and metadata committed for a partition, as {@code offset:metadata}. */
  String lastCommit(TopicPartition partition) {
    String last = "none";
    for (var groups : producer.consumerGroupOffsetsHistory()) {
      for (var offsets : groups.values()) {
        OffsetAndMetadata commit = offsets.get(partition);
        last = commit == null ? last : commit.offset() + ":" + commit.metadata();
      }
    }
    return last;
  }

  double dropped(WorkMetrics.Drop reason) {
    var counter =
        registry
            .find("plumbline.judge.dropped")
            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
            .counter();
    return counter == null ? 0 : counter.count();
  }

  double inFlight() {
    return registry.get("plumbline.judge.in.flight.requests").gauge().value();
  }
}
