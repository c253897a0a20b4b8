package dev.plumbline.judge.work;

import dev.plumbline.topics.RecordHeaders;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Records that are no requests, as dead letters: the original bytes, with the headers that Kafka
 * Streams writes on its own. No stack trace, since it may hold content.
 */
final class DeadLetters {
  private static final String PREFIX = "__streams.errors.";

  private final String topic;

  DeadLetters(String topic) {
    this.topic = topic;
  }

  ProducerRecord<String, byte[]> of(ConsumerRecord<String, byte[]> record, Exception reason) {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(topic, null, record.key(), record.value(), record.headers());
    Headers headers = letter.headers();
    RecordHeaders.set(headers, RecordHeaders.REASON, "deserialisation");
    RecordHeaders.set(headers, PREFIX + "exception", reason.getClass().getName());
    RecordHeaders.set(headers, PREFIX + "message", "found a record that is not a judge request");
    RecordHeaders.set(headers, PREFIX + "topic", record.topic());
    RecordHeaders.set(headers, PREFIX + "partition", Integer.toString(record.partition()));
    RecordHeaders.set(headers, PREFIX + "offset", Long.toString(record.offset()));
    return letter;
  }
}
