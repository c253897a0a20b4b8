package dev.plumbline.console.data;

import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.lifecycle.Component;
import dev.plumbline.runtime.lifecycle.Health;
import dev.plumbline.runtime.log.RepeatedFailureLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.LoggerFactory;

/**
 * The one thread that fills the board: it reads all partitions of all sources from their start, in
 * no group, committed records only. It is ready when it has passed the ends that it found at start.
 * After a failure it begins again from the start; everything it does may be done twice.
 */
public final class Reader implements Component {
  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaSettings settings;
  private final Intake intake;
  private final RepeatedFailureLog failures;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean caughtUp;
  private volatile boolean reading;

  /** A reader of the topics that the settings name. */
  public Reader(KafkaSettings settings, Board board, ConsoleMetrics metrics, InstantSource clock) {
    this.settings = settings;
    this.intake = new Intake(board, metrics);
    this.failures =
        new RepeatedFailureLog(
            LoggerFactory.getLogger(Reader.class), "the console cannot read its topics", clock);
    this.thread = Thread.ofPlatform().name("console-reader").daemon().unstarted(this::run);
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Whether everything that was there at start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  @Override
  public Health check() {
    if (!reading) {
      return Health.down("the console is not reading its topics");
    }
    return caughtUp ? Health.up() : Health.down("the console has not caught up with its topics");
  }

  @Override
  public void close() {
    stop.countDown();
    if (thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (stop.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              settings.consumer("plumbline-console", null),
              new ByteArrayDeserializer(),
              new ByteArrayDeserializer())) {
        read(consumer);
      } catch (InterruptException e) {
        return;
      } catch (KafkaException e) {
        failures.failed(e.getClass().getSimpleName(), e);
        pause();
      } finally {
        reading = false;
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    Map<TopicPartition, Source> sources = new HashMap<>();
    for (Source source : Source.values()) {
      String topic = source.topic().name(settings.config().topicPrefix());
      consumer
          .partitionsFor(topic)
          .forEach(found -> sources.put(new TopicPartition(topic, found.partition()), source));
    }
    consumer.assign(sources.keySet());
    consumer.seekToBeginning(sources.keySet());
    Map<TopicPartition, Long> ahead = new HashMap<>(consumer.endOffsets(sources.keySet()));
    while (stop.getCount() > 0) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Source source = sources.get(new TopicPartition(record.topic(), record.partition()));
        if (source != null) {
          intake.accept(source, record);
        }
      }
      reading = true;
      ahead.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (ahead.isEmpty()) {
        caughtUp = true;
      }
    }
  }

  private void pause() {
    try {
      var unused = stop.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
