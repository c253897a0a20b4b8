package dev.plumbline.judge.work;

import dev.plumbline.judge.call.BudgetFuse;
import dev.plumbline.judge.call.Judge;
import dev.plumbline.judge.call.LimitsConfig;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs sessions on a thread of its own until it is closed. When the clients break (the broker was
 * away too long, a newer producer took over) they are made anew after a wait; what was not
 * committed is read again. When another worker has taken this one's name in the group it ends for
 * good.
 */
public final class JudgeLoop implements Component {
  private static final Logger LOGGER = LoggerFactory.getLogger(JudgeLoop.class);
  private static final Duration DRAIN = Duration.ofSeconds(20);
  private static final Duration CLOSE = Duration.ofSeconds(5);
  private static final long MAX_WAIT_SECONDS = 30;

  private final KafkaClients clients;
  private final WorkTopics topics;
  private final Judge judge;
  private final LimitsConfig limits;
  private final BudgetFuse fuse;
  private final int partitions;
  private final WorkMetrics metrics;
  private final InstantSource clock;
  private final RepeatedFailureLog log;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile String notReady = "the judge loop is not started";
  private volatile String dead = "";
  private @Nullable Thread thread;

  /**
   * A loop that is not started yet.
   *
   * @param fuse hears which partitions are this worker's
   * @param partitions of the request topic
   */
  public JudgeLoop(
      KafkaClients clients,
      WorkTopics topics,
      Judge judge,
      LimitsConfig limits,
      BudgetFuse fuse,
      int partitions,
      WorkMetrics metrics,
      InstantSource clock) {
    this.clients = clients;
    this.topics = topics;
    this.judge = judge;
    this.limits = limits;
    this.fuse = fuse;
    this.partitions = partitions;
    this.metrics = metrics;
    this.clock = clock;
    this.log = new RepeatedFailureLog(LOGGER, "the Kafka clients broke and are made anew", clock);
  }

  @Override
  public void start() {
    notReady = "the judge loop has no Kafka clients yet";
    thread = Thread.ofPlatform().name("judge-loop").start(this::run);
  }

  @Override
  public Health check() {
    return notReady.isEmpty() ? Health.up() : Health.down(notReady);
  }

  @Override
  public Health alive() {
    return dead.isEmpty() ? Health.up() : Health.down(dead);
  }

  @Override
  public void close() {
    stop.countDown();
    Thread running = thread;
    if (running == null) {
      return;
    }
    try {
      if (!running.join(DRAIN.plus(CLOSE).plus(CLOSE))) {
        LOGGER.atError().log("the judge loop did not end in time; what it had is read again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long waitSeconds = 1;
    try {
      while (!stopping()) {
        try {
          session();
          waitSeconds = 1;
        } catch (FencedInstanceIdException e) {
          dead = "another worker has this one's instanceId; every worker needs its own";
          return;
        } catch (RuntimeException e) {
          notReady = "the Kafka clients broke: " + e.getClass().getSimpleName();
          metrics.restarted();
          log.failed(e.getClass().getSimpleName(), e);
          var _ = stop.await(waitSeconds, TimeUnit.SECONDS);
          waitSeconds = Math.min(MAX_WAIT_SECONDS, waitSeconds * 2);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (!stopping() && dead.isEmpty()) {
        dead = "the judge loop died";
      }
      notReady = dead.isEmpty() ? "the judge loop is closed" : dead;
    }
  }

  /** Works with one pair of clients until the loop is closed, or they break. */
  private void session() {
    Producer<String, byte[]> producer = clients.producer().get();
    try {
      producer.initTransactions();
      Consumer<String, byte[]> consumer = clients.consumer().get();
      try (Budgets budgets = budgets()) {
        work(consumer, producer, budgets);
      } finally {
        consumer.close(CloseOptions.timeout(CLOSE));
      }
    } finally {
      producer.close(CLOSE);
    }
  }

  private Budgets budgets() {
    return fuse.isLimiting()
        ? new FusedBudgets(
            fuse, new SpendReader(clients.reader().get(), topics.verdicts(), partitions))
        : Budgets.NONE;
  }

  private void work(
      Consumer<String, byte[]> consumer, Producer<String, byte[]> producer, Budgets budgets) {
    JudgeSession session =
        new JudgeSession(
            consumer,
            new Outbox(producer, topics.verdicts(), metrics, clock),
            new CallPool(judge, limits, JudgeLoop::onThread, metrics, clock),
            new DeadLetters(topics.deadLetters()),
            budgets,
            metrics,
            clock);
    try {
      session.subscribe(topics.requests());
      notReady = "";
      while (!stopping()) {
        session.turn(true);
      }
      session.drain(DRAIN);
    } finally {
      session.abandon(stopping() ? WorkMetrics.Drop.STOPPED : WorkMetrics.Drop.CLIENTS_RESTARTED);
    }
  }

  private static void onThread(Runnable call) {
    var _ = Thread.ofVirtual().name("judge-call").start(call);
  }

  private boolean stopping() {
    return stop.getCount() == 0;
  }
}
