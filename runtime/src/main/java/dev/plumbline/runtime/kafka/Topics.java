package dev.plumbline.runtime.kafka;

import dev.plumbline.topics.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates or verifies the topics that a service needs. */
public final class Topics {
  private static final int VISIBLE_ATTEMPTS = 50;
  private static final Duration VISIBLE_PAUSE = Duration.ofMillis(200);
  private static final int ANSWER_MILLIS = 10_000;

  private final Admin admin;
  private final KafkaConfig config;

  Topics(Admin admin, KafkaConfig config) {
    this.admin = admin;
    this.config = config;
  }

  /**
   * Creates what is missing, if the config allows, waits until all are visible, and compares each
   * with the catalogue: partitions and config. Everything keyed by trace has the same count N this
   * way, which Kafka Streams itself does not check.
   *
   * @throws TopicMismatchException naming every topic and key that differs
   * @throws IllegalStateException when the brokers cannot be reached or refuse
   */
  public static void ensure(KafkaConfig config, Collection<TopicSpec> specs) {
    try (Admin admin = Admin.create(new KafkaSettings(config).admin("plumbline-topics"))) {
      new Topics(admin, config).ensure(specs);
    }
  }

  /**
   * What {@link #ensure} would complain about; nothing is created. Sorted; empty when all is well.
   * Waits 10 s for an answer, unless {@code kafka.properties} say otherwise.
   *
   * @throws IllegalStateException when the brokers cannot be reached or refuse
   */
  public static List<String> differences(KafkaConfig config, Collection<TopicSpec> specs) {
    Map<String, Object> settings = new KafkaSettings(config).admin("plumbline-topics");
    settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      return new Topics(admin, config).differences(specs, false);
    }
  }

  void ensure(Collection<TopicSpec> specs) {
    List<String> differences = differences(specs, config.createTopics());
    if (!differences.isEmpty()) {
      throw new TopicMismatchException(differences);
    }
  }

  private List<String> differences(Collection<TopicSpec> specs, boolean create) {
    Map<String, TopicSpec> wanted = new TreeMap<>();
    specs.forEach(spec -> wanted.put(spec.name(config.topicPrefix()), spec));
    try {
      Map<String, TopicSpec> missing = new TreeMap<>(wanted);
      missing.keySet().removeAll(admin.listTopics().names().get());
      List<String> differences = new ArrayList<>();
      if (create) {
        create(missing);
      } else {
        wanted.keySet().removeAll(missing.keySet());
      }
      if (!config.createTopics()) {
        missing
            .keySet()
            .forEach(
                name ->
                    differences.add(
                        name + ": found no such topic, and kafka.createTopics is false"));
      }
      differences.addAll(compare(wanted));
      return differences.stream().sorted().toList();
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot read or create topics at " + config.bootstrapServers(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading topics", e);
    }
  }

  /** Another service may create the same topic at the same moment; that is no failure. */
  private void create(Map<String, TopicSpec> missing)
      throws ExecutionException, InterruptedException {
    List<NewTopic> topics = new ArrayList<>();
    missing.forEach(
        (name, spec) ->
            topics.add(
                new NewTopic(
                        name,
                        spec.partitions(config.partitions()),
                        config.replicationFactor().shortValue())
                    .configs(spec.config())));
    for (var created : admin.createTopics(topics).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private List<String> compare(Map<String, TopicSpec> wanted)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> descriptions = describe(wanted.keySet());
    Map<String, Config> configs =
        admin
            .describeConfigs(
                wanted.keySet().stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList())
            .all()
            .get()
            .entrySet()
            .stream()
            .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue));
    List<String> differences = new ArrayList<>();
    wanted.forEach(
        (name, spec) ->
            differences.addAll(
                TopicDifferences.of(
                    name, spec, config.partitions(), descriptions.get(name), configs.get(name))));
    return differences;
  }

  /** A topic just created is not known to every broker at once. */
  private Map<String, TopicDescription> describe(Collection<String> names)
      throws ExecutionException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return admin.describeTopics(names).allTopicNames().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || attempt == VISIBLE_ATTEMPTS) {
          throw e;
        }
        Thread.sleep(VISIBLE_PAUSE);
      }
    }
  }
}
