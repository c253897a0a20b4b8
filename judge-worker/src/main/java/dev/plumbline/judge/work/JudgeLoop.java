package dev.plumbline.judge.work;

import dev.plumbline.judge.JudgeLimits;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.v1.JudgeRequest;
import dev.plumbline.v1.Verdict;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests, has them judged on virtual threads, and every 100 ms commits the finished
 * verdicts together with what is finished, in one transaction. No transaction is open over a call.
 * One thread owns consumer and producer.
 */
public final class JudgeLoop implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(JudgeLoop.class);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Consumer<String, JudgeRequest> consumer;
  private final Producer<String, Verdict> producer;
  private final Function<JudgeRequest, Optional<Judging>> judges;
  private final JudgeLimits limits;
  private final JudgeMetrics metrics;
  private final InstantSource clock;
  private final String requests;
  private final String verdicts;
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<TopicPartition, OffsetLedger> ledgers = new HashMap<>();
  private final Deque<ConsumerRecord<String, JudgeRequest>> backlog = new ArrayDeque<>();
  private final ConcurrentLinkedQueue<Finished> finished = new ConcurrentLinkedQueue<>();
  private final List<Finished> uncommitted = new ArrayList<>();
  private final Set<String> keysInFlight = new HashSet<>();
  private long bytesInFlight;
  private volatile boolean stopping;
  private volatile @Nullable RuntimeException failure;
  private @Nullable Thread thread;

  private record Finished(
      TopicPartition partition, long offset, String key, int bytes, @Nullable Verdict verdict) {}

  /**
   * A loop that is not started yet.
   *
   * @param judges who judges a request; empty when it names nobody known
   */
  public JudgeLoop(
      Consumer<String, JudgeRequest> consumer,
      Producer<String, Verdict> producer,
      Function<JudgeRequest, Optional<Judging>> judges,
      JudgeLimits limits,
      JudgeMetrics metrics,
      InstantSource clock,
      String requests,
      String verdicts) {
    this.consumer = consumer;
    this.producer = producer;
    this.judges = judges;
    this.limits = limits;
    this.metrics = metrics;
    this.clock = clock;
    this.requests = requests;
    this.verdicts = verdicts;
  }

  @Override
  public void start() {
    producer.initTransactions();
    consumer.subscribe(List.of(requests), new Rebalance());
    thread = Thread.ofPlatform().name("judge-loop").start(this::run);
  }

  @Override
  public Health check() {
    RuntimeException broken = failure;
    if (broken != null) {
      return Health.down("the judge loop ended: " + broken.getMessage());
    }
    return thread == null ? Health.down("the judge loop is not started") : Health.up();
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    Thread running = thread;
    if (running != null) {
      try {
        running.join(Duration.ofSeconds(20));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    calls.shutdownNow();
  }

  private void run() {
    try (consumer;
        producer) {
      while (!stopping) {
        turn();
      }
      commit();
    } catch (WakeupException e) {
      if (!stopping) {
        throw e;
      }
      commit();
    } catch (RuntimeException e) {
      failure = e;
      LOGGER.atError().setCause(e).log("the judge loop ended; the service must be restarted");
    }
  }

  /** One turn: read, start calls, commit what is finished. */
  void turn() {
    boolean full = !backlog.isEmpty() || ledgers.values().stream().anyMatch(OffsetLedger::full);
    if (full) {
      consumer.pause(consumer.assignment());
    } else {
      consumer.resume(consumer.assignment());
    }
    for (ConsumerRecord<String, JudgeRequest> record : consumer.poll(POLL)) {
      backlog.add(record);
    }
    while (!backlog.isEmpty() && admit(backlog.peek())) {
      backlog.poll();
    }
    commit();
  }

  private boolean admit(ConsumerRecord<String, JudgeRequest> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    OffsetLedger ledger = ledgers.get(partition);
    if (ledger == null) {
      return true;
    }
    int bytes = Math.max(0, record.serializedValueSize());
    boolean busy =
        keysInFlight.size() >= limits.callsInFlight()
            || bytesInFlight > 0 && bytesInFlight + bytes > limits.bytesInFlight().bytes();
    if (busy) {
      return false;
    }
    if (!ledger.take(record.offset())) {
      metrics.dropped("finished_before", 1);
      return true;
    }
    JudgeRequest request = record.value();
    String key = request.getJudgmentKey();
    if (!keysInFlight.add(key)) {
      metrics.dropped("duplicate_request", 1);
      finished.add(new Finished(partition, record.offset(), key, 0, null));
      return true;
    }
    bytesInFlight += bytes;
    metrics.started();
    var _ =
        calls.submit(
            () -> judge(request, new Finished(partition, record.offset(), key, bytes, null)));
    return true;
  }

  private void judge(JudgeRequest request, Finished place) {
    Verdict verdict;
    try {
      Optional<Judging> judge = judges.apply(request);
      verdict =
          judge.isPresent()
              ? judge.get().judge(request)
              : Judging.unanswerable(
                  request, "no judge or rubric of this name is configured", clock.millis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      LOGGER
          .atError()
          .addKeyValue("evaluator", request.getEvaluator().getId())
          .setCause(e)
          .log("a judgment failed");
      verdict =
          Judging.unanswerable(
              request, "internal failure: " + e.getClass().getSimpleName(), clock.millis());
    }
    metrics.ended(verdict);
    finished.add(
        new Finished(place.partition(), place.offset(), place.key(), place.bytes(), verdict));
  }

  private void commit() {
    for (Finished next = finished.poll(); next != null; next = finished.poll()) {
      bytesInFlight -= next.bytes();
      if (next.verdict() != null) {
        keysInFlight.remove(next.key());
      }
      if (ledgers.containsKey(next.partition())) {
        uncommitted.add(next);
      } else {
        metrics.dropped("partition_revoked", 1);
      }
    }
    if (uncommitted.isEmpty()) {
      return;
    }
    Set<TopicPartition> touched = new HashSet<>();
    for (Finished done : uncommitted) {
      OffsetLedger ledger = ledgers.get(done.partition());
      if (ledger != null) {
        ledger.finish(done.offset());
        touched.add(done.partition());
      }
    }
    try {
      producer.beginTransaction();
      for (Finished done : uncommitted) {
        if (done.verdict() != null) {
          var _ =
              producer.send(
                  new ProducerRecord<>(verdicts, done.verdict().getTraceId(), done.verdict()));
        }
      }
      producer.sendOffsetsToTransaction(offsets(touched), consumer.groupMetadata());
      producer.commitTransaction();
      uncommitted.clear();
    } catch (ProducerFencedException | InvalidProducerEpochException e) {
      throw e;
    } catch (KafkaException e) {
      // The verdicts stay in the list and are sent again with the next commit.
      LOGGER.atWarn().setCause(e).log("a commit was aborted and is tried again");
      producer.abortTransaction();
    }
  }

  private Map<TopicPartition, OffsetAndMetadata> offsets(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetLedger ledger = ledgers.get(partition);
      if (ledger != null) {
        offsets.put(partition, new OffsetAndMetadata(ledger.prefix(), ledger.metadata()));
      }
    }
    return offsets;
  }

  /** Keeps the ledgers in step with the partitions that are ours. */
  private final class Rebalance implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata commit = committed.get(partition);
        ledgers.put(
            partition,
            commit == null
                ? new OffsetLedger(0, "")
                : new OffsetLedger(commit.offset(), commit.metadata()));
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit();
      forget(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      uncommitted.removeIf(done -> partitions.contains(done.partition()));
      forget(partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
      partitions.forEach(ledgers::remove);
      backlog.removeIf(
          record -> partitions.contains(new TopicPartition(record.topic(), record.partition())));
    }
  }
}
