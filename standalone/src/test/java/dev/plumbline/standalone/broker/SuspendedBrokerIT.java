package dev.plumbline.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plumbline.runtime.config.ConfigDirectory;
import dev.plumbline.standalone.e2e.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.net.PortProber;

/** The broker as a process of its own, suspended as a laptop or a machine that swaps does it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SuspendedBrokerIT {
  /** Longer than Kafka's controller takes a silent broker for alive, if nothing else is said. */
  private static final Duration SUSPENDED = Duration.ofSeconds(12);

  private static final TopicPartition NOTES = new TopicPartition("notes", 0);

  @TempDir Path dir;
  private String bootstrap;
  private Process broker;

  @BeforeEach
  void start() throws Exception {
    bootstrap = "127.0.0.1:" + PortProber.findFreePort();
    Files.writeString(
        dir.resolve(ConfigDirectory.FILE), "kafka: {bootstrapServers: \"" + bootstrap + "\"}\n");
    Path log = dir.resolve("broker.log");
    broker =
        new ProcessBuilder(Installation.java("384m", "run", "broker", "--config", dir.toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.readString(log).contains("service started"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
      admin.createTopics(List.of(new NewTopic(NOTES.topic(), 1, (short) 1))).all().get();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    broker.destroyForcibly().waitFor();
  }

  @Test
  void isTheLeaderAllTheTimeThoughItWasSuspended() throws Exception {
    // Given
    write("before");
    // When
    signal("STOP");
    Thread.sleep(SUSPENDED);
    signal("CONT");
    write("after");
    // Then
    assertThat(read()).containsExactly("before in epoch 0", "after in epoch 0");
  }

  private void signal(String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + broker.pid()).start().waitFor())
        .isZero();
  }

  private void write(String note) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringSerializer(),
            new StringSerializer())) {
      var _ =
          producer
              .send(new ProducerRecord<>(NOTES.topic(), NOTES.partition(), null, note))
              .get(1, TimeUnit.MINUTES);
    }
  }

  private List<String> read() {
    List<String> lines = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(NOTES));
      consumer.seekToBeginning(List.of(NOTES));
      long end = consumer.endOffsets(List.of(NOTES)).get(NOTES);
      while (consumer.position(NOTES) < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofSeconds(1))) {
          lines.add(record.value() + " in epoch " + record.leaderEpoch().orElse(-1));
        }
      }
    }
    return lines;
  }
}
