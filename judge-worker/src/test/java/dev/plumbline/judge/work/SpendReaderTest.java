package dev.plumbline.judge.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.judge.call.BudgetConfig;
import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.judge.call.Spend;
import dev.plumbline.judge.fixtures.Requests;
import dev.plumbline.judge.fixtures.TestClock;
import dev.plumbline.v1.Verdict;
import dev.plumbline.v1.VerdictStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A restart does not refill the day's budget. */
class SpendReaderTest {
  private static final TopicPartition VERDICTS = new TopicPartition(Worker.TOPICS.verdicts(), 0);
  private static final LocalDate TODAY = LocalDate.parse("2026-11-01");
  private static final int PARTITIONS = 2;

  private final Verdicts consumer = new Verdicts();
  private final SpendReader reader =
      new SpendReader(consumer, Worker.TOPICS.verdicts(), PARTITIONS);

  @Test
  void sumsWhatTheVerdictsOfTheDayTookByTheirRequestsPartition() {
    consumer.has(verdict(1, "2026-10-31T23:59:59Z"), verdict(1, "2026-11-01T00:00:01Z"));
    consumer.has(verdict(2, "2026-11-01T08:00:00Z"));
    Map<Integer, Spend> spent = reader.on(TODAY);
    assertThat(sum(spent)).isEqualTo(new Spend(4, 220, 400));
    assertThat(spent.get(partition(1)).calls()).isGreaterThanOrEqualTo(2);
    // When more is committed, it reads on from where it was
    consumer.has(verdict(3, "2026-11-01T09:00:00Z"));
    assertThat(sum(reader.on(TODAY))).isEqualTo(new Spend(6, 330, 600));
    assertThat(sum(reader.on(TODAY.plusDays(1)))).isEqualTo(Spend.NONE);
  }

  @Test
  void aWorkerThatComesBackKnowsWhatWasSpentBefore() {
    // Given a day with six calls, of which four were made before the worker was killed
    consumer.has(verdict(1, "2026-11-01T08:00:00Z"), verdict(2, "2026-11-01T08:00:00Z"));
    TestClock clock = new TestClock();
    BudgetFuse fuse = new BudgetFuse(new BudgetConfig(6L, null, null), PARTITIONS, clock);
    Budgets budgets = new FusedBudgets(fuse, reader);
    Worker worker =
        new Worker(
            LimitsConfig.defaults(),
            null,
            request -> judge(fuse, request.getJudgmentKey()),
            budgets);
    worker.assigned(Worker.P0, Worker.P1);
    // When
    for (int i = 0; i < 5; i++) {
      worker.record(Worker.P0, i, Requests.request(10 + i));
    }
    worker.turn().allCallsEnd().turn();
    // Then two are judged, and three end as over budget
    assertThat(worker.producer.history())
        .extracting(record -> Verdict.parseFrom(record.value()).getStatus())
        .containsExactly(
            VerdictStatus.VERDICT_OK,
            VerdictStatus.VERDICT_OK,
            VerdictStatus.VERDICT_BUDGET_SKIPPED,
            VerdictStatus.VERDICT_BUDGET_SKIPPED,
            VerdictStatus.VERDICT_BUDGET_SKIPPED);
  }

  private static Verdict judge(BudgetFuse fuse, String key) {
    boolean goes = fuse.enter(key).isEmpty();
    return Verdict.newBuilder()
        .setJudgmentKey(key)
        .setStatus(goes ? VerdictStatus.VERDICT_OK : VerdictStatus.VERDICT_BUDGET_SKIPPED)
        .build();
  }

  private static int partition(int number) {
    return BudgetFuse.partition(Requests.request(number).getJudgmentKey(), PARTITIONS);
  }

  private static Spend sum(Map<Integer, Spend> spent) {
    return spent.values().stream().reduce(Spend.NONE, Spend::plus);
  }

  private static Verdict verdict(int number, String finished) {
    return Verdict.newBuilder()
        .setJudgmentKey(Requests.request(number).getJudgmentKey())
        .setAttempts(2)
        .setInputTokens(100)
        .setOutputTokens(10)
        .setCostMicroUsd(200)
        .setFinishedUnixMillis(Instant.parse(finished).toEpochMilli())
        .build();
  }

  /** The topic of verdicts; the mock of Kafka's knows no times. */
  private static final class Verdicts extends MockConsumer<String, byte[]> {
    private final List<Verdict> verdicts = new ArrayList<>();

    Verdicts() {
      super("earliest");
      updatePartitions(
          VERDICTS.topic(), List.of(new PartitionInfo(VERDICTS.topic(), 0, null, null, null)));
      updateBeginningOffsets(Map.of(VERDICTS, 0L));
      updateEndOffsets(Map.of(VERDICTS, 0L));
    }

    void has(Verdict... more) {
      for (Verdict verdict : more) {
        verdicts.add(verdict);
        if (assignment().contains(VERDICTS)) {
          add(verdicts.size() - 1);
        }
      }
      updateEndOffsets(Map.of(VERDICTS, (long) verdicts.size()));
    }

    private void add(int offset) {
      addRecord(
          new ConsumerRecord<>(
              VERDICTS.topic(), 0, offset, "k", verdicts.get(offset).toByteArray()));
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
        Map<TopicPartition, Long> times) {
      Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
      found.put(VERDICTS, null);
      for (int i = 0; i < verdicts.size(); i++) {
        if (verdicts.get(i).getFinishedUnixMillis() >= times.get(VERDICTS)) {
          found.put(VERDICTS, new OffsetAndTimestamp(i, 0));
          break;
        }
      }
      for (int i = 0; i < verdicts.size(); i++) {
        add(i);
      }
      return found;
    }
  }
}
