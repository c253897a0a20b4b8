package dev.plumbline.judge.work;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One assigned partition: what waits, what is being judged, and what is finished. A judgment key is
 * also the record's key, so that duplicates are always of one partition. Used by the loop's thread
 * alone.
 */
final class PartitionWork {
  private static final int REMEMBERED_KEYS = 20_000;

  private final TopicPartition partition;
  private final OffsetLedger ledger;
  private final Deque<ConsumerRecord<String, byte[]>> waiting = new ArrayDeque<>();
  private final Map<Long, Running> running = new HashMap<>();
  private final Map<String, Boolean> keys =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED_KEYS + running.size();
        }
      };

  /** A request that is being judged. */
  record Running(FutureTask<?> task, int bytes) {}

  PartitionWork(TopicPartition partition, OffsetLedger ledger) {
    this.partition = partition;
    this.ledger = ledger;
  }

  TopicPartition partition() {
    return partition;
  }

  OffsetLedger ledger() {
    return ledger;
  }

  void await(ConsumerRecord<String, byte[]> record) {
    waiting.add(record);
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /** The next record, if the ledger has room for it; it stays until {@link #takeNext}. */
  @Nullable ConsumerRecord<String, byte[]> peekNext() {
    ConsumerRecord<String, byte[]> next = waiting.peek();
    return next == null || !ledger.hasRoomFor(next.offset()) ? null : next;
  }

  /** Takes the next record; false when it is finished already. */
  boolean takeNext() {
    return ledger.take(waiting.remove().offset());
  }

  /** Whether a judgment key is new here. An empty key is always new. */
  boolean isNew(String judgmentKey) {
    return judgmentKey.isEmpty() || keys.putIfAbsent(judgmentKey, true) == null;
  }

  void started(long offset, Running call) {
    running.put(offset, call);
  }

  /** The call of an offset, which has ended; null when it was cancelled before. */
  @Nullable Running ended(long offset) {
    return running.remove(offset);
  }

  /** Cancels what is being judged. */
  Collection<Running> cancel() {
    Collection<Running> cancelled = List.copyOf(running.values());
    running.clear();
    cancelled.forEach(call -> call.task().cancel(true));
    return cancelled;
  }

  /** Forgets what waits, which is read again by whoever comes next; how many that were. */
  int forgetWaiting() {
    int forgotten = waiting.size();
    waiting.clear();
    return forgotten;
  }
}
