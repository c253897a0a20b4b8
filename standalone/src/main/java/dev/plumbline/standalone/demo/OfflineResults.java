package dev.plumbline.standalone.demo;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.topics.ProtoSerde;
import dev.plumbline.topics.TopicCatalog;
import dev.plumbline.v1.OfflineResult;
import dev.plumbline.v1.Slice;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Publishes what an offline suite found. */
final class OfflineResults {
  private OfflineResults() {}

  /** Publishes the results and waits until the broker has them. */
  static void publish(KafkaConfig kafka, List<OfflineResult> results) {
    try (KafkaProducer<String, OfflineResult> producer =
        new KafkaProducer<>(
            new KafkaSettings(kafka).producer("plumbline-offline"),
            new StringSerializer(),
            ProtoSerde.of(OfflineResult.getDefaultInstance()).serializer())) {
      for (OfflineResult result : results) {
        var _ =
            producer.send(
                new ProducerRecord<>(
                    TopicCatalog.OFFLINE_RESULTS.name(kafka.topicPrefix()), key(result), result));
      }
      producer.flush();
    }
  }

  private static String key(OfflineResult result) {
    Slice slice = result.getSlice();
    return result.getSuite()
        + "|"
        + result.getMetric()
        + "|prompt_version="
        + slice.getPromptVersion()
        + (slice.hasRoute() ? ",route=" + slice.getRoute() : "");
  }
}
