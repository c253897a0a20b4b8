package dev.plumbline.judge.work;

import dev.plumbline.runtime.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes the clients of one session. Values are bytes, so that one bad record is one dead letter.
 *
 * @param consumer member of the group under its static name, which commits nothing by itself
 * @param producer transactional, under the same name
 * @param reader of committed records, member of no group
 */
public record KafkaClients(
    Supplier<Consumer<String, byte[]>> consumer,
    Supplier<Producer<String, byte[]>> producer,
    Supplier<Consumer<String, byte[]>> reader) {
  private static final String CLIENT_ID = "plumbline-judge";
  private static final int POLL_RECORDS = 500;
  private static final int PARTITION_FETCH_BYTES = 2 * 1024 * 1024;
  private static final int FETCH_BYTES = 16 * 1024 * 1024;
  private static final int TRANSACTION_TIMEOUT_MILLIS = 15_000;

  /** Clients that talk to the broker. */
  public static KafkaClients of(KafkaSettings settings, String groupId, String instanceId) {
    return new KafkaClients(
        () ->
            new KafkaConsumer<>(
                consumerSettings(settings, groupId, instanceId),
                new StringDeserializer(),
                new ByteArrayDeserializer()),
        () ->
            new KafkaProducer<>(
                producerSettings(settings, groupId + "-" + instanceId),
                new StringSerializer(),
                new ByteArraySerializer()),
        () ->
            new KafkaConsumer<>(
                settings.consumer(CLIENT_ID + "-spend", null),
                new StringDeserializer(),
                new ByteArrayDeserializer()));
  }

  /**
   * The cooperative assignor takes away only what moves: with an eager one every rebalance would
   * drop all calls in flight, which cost money.
   */
  private static Map<String, Object> consumerSettings(
      KafkaSettings settings, String groupId, String instanceId) {
    Map<String, Object> consumer = settings.consumer(CLIENT_ID, groupId);
    consumer.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instanceId);
    consumer.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(CooperativeStickyAssignor.class));
    consumer.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    consumer.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
    consumer.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    return consumer;
  }

  private static Map<String, Object> producerSettings(
      KafkaSettings settings, String transactionalId) {
    Map<String, Object> producer = settings.transactionalProducer(CLIENT_ID, transactionalId);
    producer.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
    return producer;
  }
}
