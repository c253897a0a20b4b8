package dev.plumbline.ingest.publish;

import dev.plumbline.runtime.lifecycle.Health;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;

/** Asks the brokers who leads the topics' partitions. Connects with the first question. */
public final class TopicLeaders implements Supplier<Health>, AutoCloseable {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(3);

  private final Supplier<Admin> connect;
  private final List<String> topics;
  private @Nullable Admin admin;

  /**
   * Asks about these topics.
   *
   * @param connect makes the admin client
   */
  public TopicLeaders(Supplier<Admin> connect, List<String> topics) {
    this.connect = connect;
    this.topics = topics;
  }

  /** One partition without a leader fails its own records; only all of them stop the service. */
  @Override
  public synchronized Health get() {
    try {
      for (TopicDescription topic : describe()) {
        if (topic.partitions().stream().allMatch(TopicLeaders::leaderless)) {
          return Health.down("no partition of " + topic.name() + " has a leader");
        }
      }
      return Health.up();
    } catch (ExecutionException e) {
      return Health.down("Kafka does not answer: " + e.getCause());
    } catch (TimeoutException e) {
      return Health.down("Kafka does not answer within " + ANSWER_WITHIN.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Health.down("shutting down");
    }
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
      admin = null;
    }
  }

  private Iterable<TopicDescription> describe()
      throws ExecutionException, InterruptedException, TimeoutException {
    if (admin == null) {
      admin = connect.get();
    }
    int millis = (int) ANSWER_WITHIN.toMillis();
    return admin
        .describeTopics(topics, new DescribeTopicsOptions().timeoutMs(millis))
        .allTopicNames()
        .get(millis, TimeUnit.MILLISECONDS)
        .values();
  }

  private static boolean leaderless(TopicPartitionInfo partition) {
    return partition.leader() == null || partition.leader().isEmpty();
  }
}
