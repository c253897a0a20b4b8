package dev.plumbline.standalone.doctor;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.runtime.kafka.Topics;
import dev.plumbline.topics.TopicCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The broker, its topics, and how far scoring has read them. */
final class KafkaProbe implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final long BEHIND = 10_000;

  private final KafkaConfig kafka;
  private final String group;
  private final Admin admin;

  KafkaProbe(KafkaConfig kafka, String group) {
    this.kafka = kafka;
    this.group = group;
    Map<String, Object> settings = new KafkaSettings(kafka).admin("plumbline-doctor");
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS / 2);
    this.admin = Admin.create(settings);
  }

  Finding broker() throws InterruptedException {
    try {
      int nodes = admin.describeCluster().nodes().get().size();
      return Finding.ok(
          "broker",
          kafka.bootstrapServers() + " answers, " + nodes + (nodes == 1 ? " node" : " nodes"));
    } catch (ExecutionException e) {
      return Finding.fail(
          "broker",
          kafka.bootstrapServers()
              + ": found no answer ("
              + reason(e)
              + "), expected a Kafka broker");
    }
  }

  /** The config with the widths that the topics really have, for when only an address is known. */
  KafkaConfig measured() throws InterruptedException {
    String spans = TopicCatalog.OTLP_SPANS.name(kafka.topicPrefix());
    try {
      TopicDescription found =
          Objects.requireNonNull(
              admin.describeTopics(List.of(spans)).allTopicNames().get().get(spans), spans);
      return new KafkaConfig(
          kafka.bootstrapServers(),
          kafka.topicPrefix(),
          found.partitions().size(),
          found.partitions().getFirst().replicas().size(),
          false,
          kafka.properties());
    } catch (ExecutionException e) {
      return kafka;
    }
  }

  Finding topics(KafkaConfig expected) {
    KafkaConfig asTheyAre =
        new KafkaConfig(
            expected.bootstrapServers(),
            expected.topicPrefix(),
            expected.partitions(),
            expected.replicationFactor(),
            false,
            expected.properties());
    List<String> differences = Topics.differences(asTheyAre, TopicCatalog.ALL);
    return differences.isEmpty()
        ? Finding.ok(
            "topics",
            TopicCatalog.ALL.size()
                + " as in the catalogue, "
                + expected.partitions()
                + " partitions each")
        : Finding.fail("topics", String.join("; ", differences));
  }

  /** How many records scoring has not read yet. */
  Finding scoring() throws InterruptedException {
    try {
      Map<TopicPartition, OffsetAndMetadata> read =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      if (read.isEmpty()) {
        return Finding.fail(
            "scoring",
            "found no group " + group + " that has read anything, expected scoring-streams to run");
      }
      List<TopicPartition> partitions = new ArrayList<>(read.keySet());
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      partitions.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
      long behind = 0;
      for (var end : admin.listOffsets(ends).all().get().entrySet()) {
        OffsetAndMetadata at = read.get(end.getKey());
        behind += at == null ? 0 : Math.max(0, end.getValue().offset() - at.offset());
      }
      String text = "group " + group + " is " + behind + " records behind";
      return behind < BEHIND
          ? Finding.ok("scoring", text)
          : Finding.warn("scoring", text + ": it reads a backlog, or does not run");
    } catch (ExecutionException e) {
      return Finding.fail("scoring", "group " + group + " cannot be asked: " + reason(e));
    }
  }

  private static String reason(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getClass().getSimpleName();
  }

  @Override
  public void close() {
    admin.close();
  }
}
