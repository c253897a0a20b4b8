package dev.plumbline.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.plumbline.runtime.lifecycle.Health;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class KafkaReachabilityTest {
  private static final Duration SOON = Duration.ofMillis(20);

  private final AtomicInteger questions = new AtomicInteger();
  private volatile Health brokers = Health.up();

  @Test
  void isDownBeforeTheFirstQuestionAndUpAfterAGoodAnswer() {
    try (var kafka = probe(SOON)) {
      assertThat(kafka.check().ok()).isFalse();
      kafka.start();
      assertThat(kafka.check().ok()).isTrue();
    }
  }

  @Test
  void followsTheBrokersDownAndUpAgain() {
    try (var kafka = probe(SOON)) {
      kafka.start();
      brokers = Health.down("away");
      await().until(() -> !kafka.check().ok());
      assertThat(kafka.check().detail()).isEqualTo("away");
      brokers = Health.up();
      await().until(() -> kafka.check().ok());
    }
  }

  @Test
  void takesAnAcknowledgementForAnAnswerOnce() {
    try (var kafka = probe(Duration.ofHours(1))) {
      kafka.start();
      brokers = Health.down("too busy to answer");
      kafka.acknowledged();
      kafka.probe();
      assertThat(kafka.check().ok()).isTrue();
      assertThat(questions).as("not asked").hasValue(1);
      kafka.probe();
      assertThat(kafka.check().ok()).isFalse();
    }
  }

  @Test
  void goesOnAskingAfterAnUnexpectedFailure() {
    try (var kafka =
        new KafkaReachability(
            () -> {
              if (questions.incrementAndGet() < 3) {
                throw new IllegalStateException("defect");
              }
              return Health.up();
            },
            SOON)) {
      kafka.start();
      assertThat(kafka.check().detail()).contains("defect");
      await().until(() -> kafka.check().ok());
    }
  }

  @Test
  void saysThatNobodyAnswersAtTheBootstrapServers() {
    try (var leaders =
        new TopicLeaders(
            () ->
                Admin.create(
                    Map.of(
                        "bootstrap.servers",
                        "127.0.0.1:1",
                        "default.api.timeout.ms",
                        "1000",
                        "request.timeout.ms",
                        "500")),
            List.of("otlp_spans"))) {
      assertThat(leaders.get().detail()).startsWith("Kafka does not answer");
    }
  }

  private KafkaReachability probe(Duration period) {
    return new KafkaReachability(
        () -> {
          questions.incrementAndGet();
          return brokers;
        },
        period);
  }
}
