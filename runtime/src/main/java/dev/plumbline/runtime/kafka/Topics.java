package dev.plumbline.runtime.kafka;

import dev.plumbline.topics.TopicSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;

/** Creates or verifies the topics that a service needs. */
public final class Topics {
  private Topics() {}

  /**
   * Creates what is missing, if the config allows, and compares the rest with the catalogue.
   *
   * @throws TopicMismatchException naming every topic and key that differs
   */
  public static void ensure(KafkaConfig config, Collection<TopicSpec> specs) {
    try (Admin admin = Admin.create(new KafkaSettings(config).admin("plumbline-topics"))) {
      ensure(admin, config, specs);
    }
  }

  static void ensure(Admin admin, KafkaConfig config, Collection<TopicSpec> specs) {
    try {
      Set<String> present = new HashSet<>(admin.listTopics().names().get());
      List<String> differences = new ArrayList<>();
      Map<String, TopicSpec> existing = new HashMap<>();
      List<NewTopic> missing = new ArrayList<>();
      for (TopicSpec spec : specs) {
        String name = spec.name(config.topicPrefix());
        if (present.contains(name)) {
          existing.put(name, spec);
        } else if (config.createTopics()) {
          missing.add(newTopic(config, spec));
        } else {
          differences.add(name + ": found no such topic, and kafka.createTopics is false");
        }
      }
      create(admin, missing);
      compare(admin, config, existing, differences);
      if (!differences.isEmpty()) {
        throw new TopicMismatchException(differences.stream().sorted().toList());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "cannot read or create topics at " + config.bootstrapServers(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading topics", e);
    }
  }

  private static NewTopic newTopic(KafkaConfig config, TopicSpec spec) {
    return new NewTopic(
            spec.name(config.topicPrefix()),
            spec.partitions(config.partitions()),
            config.replicationFactor().shortValue())
        .configs(spec.config());
  }

  /** Another service may create the same topic at the same moment; that is no failure. */
  private static void create(Admin admin, List<NewTopic> missing)
      throws ExecutionException, InterruptedException {
    for (var created : admin.createTopics(missing).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static void compare(
      Admin admin, KafkaConfig config, Map<String, TopicSpec> existing, List<String> differences)
      throws ExecutionException, InterruptedException {
    Map<String, TopicDescription> descriptions =
        admin.describeTopics(existing.keySet()).allTopicNames().get();
    Map<ConfigResource, Config> configs =
        admin
            .describeConfigs(
                existing.keySet().stream()
                    .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                    .toList())
            .all()
            .get();
    existing.forEach(
        (name, spec) -> {
          TopicDescription description = descriptions.get(name);
          int found = description == null ? 0 : description.partitions().size();
          int expected = spec.partitions(config.partitions());
          if (found != expected) {
            differences.add(name + " partitions: found " + found + ", expected " + expected);
          }
          Config topic = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
          spec.config().forEach((key, value) -> compare(name, key, value, topic, differences));
        });
  }

  private static void compare(
      String name, String key, String expected, @Nullable Config topic, List<String> differences) {
    String found = topic == null || topic.get(key) == null ? "nothing" : topic.get(key).value();
    boolean same =
        key.equals("cleanup.policy")
            ? Set.of(found.split(",")).equals(Set.of(expected.split(",")))
            : found.equals(expected);
    // Keeping more for longer, or taking larger records, is the operator's right.
    boolean tunable = key.equals("retention.ms") || key.equals("max.message.bytes");
    if (!same && !(tunable && atLeast(found, expected))) {
      differences.add(name + " " + key + ": found " + found + ", expected " + expected);
    }
  }

  private static boolean atLeast(String found, String expected) {
    try {
      long have = Long.parseLong(found);
      long need = Long.parseLong(expected);
      return have == -1 || need != -1 && have >= need;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
