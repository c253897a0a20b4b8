package dev.plumbline.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Passwords of Kafka clients show nowhere, however much is logged. */
class SecretsInLogsTest {
  private static final String SECRET = "canary-7f21c0de";

  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Level before = root.getLevel();
  private final ListAppender<ILoggingEvent> seen = new ListAppender<>();

  @BeforeEach
  void logAll() {
    seen.start();
    root.addAppender(seen);
    root.setLevel(Level.ALL);
  }

  @AfterEach
  void logAsBefore() {
    root.setLevel(before);
    root.detachAppender(seen);
  }

  @Test
  void whenClientsAreMadeAndClosed() {
    // Given
    KafkaConfig config =
        new KafkaConfig(
            "127.0.0.1:1",
            null,
            null,
            null,
            null,
            Map.of(
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required"
                    + " username=\"u\" password=\""
                    + SECRET
                    + "\";",
                "ssl.truststore.password",
                SECRET));
    KafkaSettings settings = new KafkaSettings(config);
    // When
    new KafkaProducer<>(
            settings.producer("p"), new ByteArraySerializer(), new ByteArraySerializer())
        .close();
    new KafkaConsumer<>(
            settings.consumer("c", "g"), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .close();
    // Then
    assertThat(seen.list).anyMatch(event -> event.getLevel() == Level.DEBUG);
    assertThat(seen.list)
        .noneMatch(
            event -> (event.getFormattedMessage() + event.getKeyValuePairs()).contains(SECRET));
    assertThat(config.toString()).contains("sasl.jaas.config").doesNotContain(SECRET);
  }
}
