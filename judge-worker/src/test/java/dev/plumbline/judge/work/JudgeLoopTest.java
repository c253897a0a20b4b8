package dev.plumbline.judge.work;

import static dev.plumbline.judge.fixtures.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.judge.call.BudgetConfig;
import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.Judge;
import dev.plumbline.judge.call.LimitsConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JudgeLoopTest {
  private final List<MockConsumer<String, byte[]>> consumers = new CopyOnWriteArrayList<>();
  private final List<MockProducer<String, byte[]>> producers = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void clientsThatBreakAreMadeAnewAndTheWorkGoesOn() {
    // Given
    try (JudgeLoop loop = loop(Worker::ok)) {
      loop.start();
      await().until(() -> loop.check().ok());
      // When
      consumers.getFirst().setPollException(new KafkaException("gone"));
      // Then
      await().until(() -> consumers.size() == 2 && loop.check().ok());
      assertThat(consumers.getFirst().closed()).isTrue();
      assertThat(producers.getFirst().closed()).isTrue();
      assertThat(loop.alive().ok()).isTrue();
      assertThat(registry.counter("plumbline.judge.client.restarts").count()).isOne();
      give(consumers.getLast(), 1);
      await().until(() -> producers.getLast().history().size() == 1);
    }
  }

  @Test
  void aWorkerWhoseNameIsTakenEndsForGood() {
    try (JudgeLoop loop = loop(Worker::ok)) {
      loop.start();
      await().until(() -> loop.check().ok());
      // When
      consumers.getFirst().setPollException(new FencedInstanceIdException("taken"));
      // Then
      await().until(() -> !loop.alive().ok());
      assertThat(loop.check().detail()).contains("instanceId");
      assertThat(consumers).hasSize(1);
    }
  }

  @Test
  void closingWaitsForWhatIsBeingJudgedAndCommitsIt() throws Exception {
    // Given: a judgment that takes until the loop is being closed
    CountDownLatch judging = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    JudgeLoop loop =
        loop(
            request -> {
              judging.countDown();
              closing.await();
              return Worker.ok(request);
            });
    loop.start();
    await().until(() -> loop.check().ok());
    give(consumers.getFirst(), 1);
    judging.await();
    // When
    Thread closer = Thread.ofVirtual().start(loop::close);
    await().until(() -> closer.getState() != Thread.State.RUNNABLE);
    closing.countDown();
    closer.join();
    // Then
    assertThat(producers.getFirst().history()).hasSize(1);
    assertThat(consumers.getFirst().closed()).isTrue();
    assertThat(loop.check().ok()).isFalse();
    assertThat(loop.alive().ok()).isTrue();
  }

  @Test
  void closingWithoutAStartIsSafe() {
    JudgeLoop loop = loop(Worker::ok);
    loop.close();
    loop.close();
    assertThat(consumers).isEmpty();
  }

  private JudgeLoop loop(Judge judge) {
    return new JudgeLoop(
        new KafkaClients(
            () -> {
              MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
              consumer.updateBeginningOffsets(Map.of(Worker.P0, 0L));
              consumer.schedulePollTask(() -> consumer.rebalance(List.of(Worker.P0)));
              consumers.add(consumer);
              return consumer;
            },
            () -> {
              MockProducer<String, byte[]> producer =
                  new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
              producers.add(producer);
              return producer;
            },
            () -> {
              throw new AssertionError("nothing is limited");
            }),
        Worker.TOPICS,
        judge,
        LimitsConfig.defaults(),
        new BudgetFuse(BudgetConfig.none(), 1, Clock.systemUTC()),
        1,
        new WorkMetrics(registry),
        Clock.systemUTC());
  }

  private static void give(MockConsumer<String, byte[]> consumer, int number) {
    consumer.schedulePollTask(
        () ->
            consumer.addRecord(
                new ConsumerRecord<>(
                    Worker.TOPICS.requests(),
                    0,
                    0,
                    request(number).getJudgmentKey(),
                    request(number).toByteArray())));
  }
}
