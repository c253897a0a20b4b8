package dev.plumbline.standalone.verify;

import dev.plumbline.runtime.kafka.KafkaConfig;
import dev.plumbline.runtime.kafka.KafkaSettings;
import dev.plumbline.standalone.e2e.Installation;
import dev.plumbline.topics.TopicCatalog;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;

/**
 * Whether a part is up again, and whether it works: ingest and the broker when an export that was
 * begun since is acknowledged, the others when their group has committed something since.
 */
final class Progress implements AutoCloseable {
  private static final int ASK_MILLIS = 2_000;

  private final Installation installation;
  private final Exporter.Ledger ledger;
  private final List<String> topics;
  private final Admin admin;

  Progress(Installation installation, Exporter.Ledger ledger) {
    this.installation = installation;
    this.ledger = ledger;
    KafkaConfig kafka = installation.kafka();
    this.topics = TopicCatalog.ALL.stream().map(t -> t.name(kafka.topicPrefix())).toList();
    this.admin = Admin.create(new KafkaSettings(kafka).admin("plumbline-verify"));
  }

  /** Whether a part's work is seen by exports that are acknowledged; its mark is a time. */
  static boolean isSeenByExports(String part) {
    return part.equals("ingest") || part.equals("broker");
  }

  /** A part's work so far; {@link #since} compares with it. */
  long mark(String part) {
    return switch (part) {
      case "scoring-streams", "scoring-streams-2" -> committed("plumbline-scoring");
      case "judge-worker", "judge-worker-2" -> committed("plumbline-judge");
      default -> System.nanoTime();
    };
  }

  /** Whether a part has worked since the mark. */
  boolean since(String part, long mark) {
    return isSeenByExports(part) ? ledger.lastAcknowledgedBegan() > mark : mark(part) > mark;
  }

  /** Whether a part says, or shows, that it can work. */
  boolean isReady(String part) {
    return part.equals("broker") ? brokerLeads() : installation.isReady(part);
  }

  private boolean brokerLeads() {
    try {
      return admin
          .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(ASK_MILLIS))
          .allTopicNames()
          .get(ASK_MILLIS, TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .flatMap(topic -> topic.partitions().stream())
          .allMatch(p -> p.leader() != null && !p.leader().isEmpty());
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The sum of a group's committed offsets; -1 when the broker does not say. */
  private long committed(String group) {
    try {
      return admin
          .listConsumerGroupOffsets(
              group, new ListConsumerGroupOffsetsOptions().timeoutMs(ASK_MILLIS))
          .partitionsToOffsetAndMetadata()
          .get(ASK_MILLIS, TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .filter(offset -> offset != null)
          .mapToLong(offset -> offset.offset())
          .sum();
    } catch (ExecutionException | TimeoutException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
