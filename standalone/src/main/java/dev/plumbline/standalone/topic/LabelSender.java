package dev.plumbline.standalone.topic;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts labels on their topic. */
public final class LabelSender {
  private static final String NAME = "plumbline-label-import";

  private LabelSender() {}

  /**
   * Sends the labels in their order, and waits until the brokers have them all.
   *
   * @throws UnreachableException when they do not
   */
  public static void send(KafkaConfig kafka, List<Label> labels) {
    String topic;
    try (OpenTopic open = OpenTopic.of(kafka, TopicCatalog.LABELS, NAME)) {
      topic = open.name();
    }
    try (KafkaProducer<String, Label> producer =
        new KafkaProducer<>(
            new KafkaSettings(kafka).producer(NAME),
            new StringSerializer(),
            ProtoSerde.of(Label.getDefaultInstance()).serializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Label label : labels) {
        String key = label.getItemId() + "|" + label.getReviewer();
        sent.add(producer.send(new ProducerRecord<>(topic, key, label)));
      }
      producer.flush();
      for (Future<RecordMetadata> one : sent) {
        var _ = one.get();
      }
    } catch (ExecutionException e) {
      throw new UnreachableException(
          "kafka " + kafka.bootstrapServers() + ": labels were not taken: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException("interrupted before all labels were sent", e);
    }
  }
}
